package dev.tandem.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** What stands before the pixels of a JPEG file (ITU-T T.81, annex B). */
final class JpegSegments {

    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int EXIF = 0xE1;
    private static final int ADOBE = 0xEE;

    private final ByteBuffer bytes;
    private Orientation orientation = Orientation.UPRIGHT;
    private int adobeTransform = -1;

    private JpegSegments(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    static boolean isJpeg(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xD8 && bytes[2] == (byte) 0xFF;
    }

    static ImageHeader header(byte[] bytes) throws IOException {
        return new JpegSegments(bytes).frame();
    }

    /** Walks to the frame header, looking at what comes before. */
    private ImageHeader frame() throws IOException {
        bytes.position(2);
        while (true) {
            int marker = marker();
            if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
                throw new IOException("it has no frame header before its pixels");
            }
            if (isAlone(marker)) {
                continue;
            }
            ByteBuffer segment = segment();
            if (isFrame(marker)) {
                return header(segment);
            } else if (marker == EXIF) {
                orientation = Exif.orientation(segment, orientation);
            } else if (marker == ADOBE && segment.remaining() >= 12 && startsWith(segment, "Adobe")) {
                adobeTransform = segment.get(segment.position() + 11) & 0xFF;
            }
        }
    }

    private ImageHeader header(ByteBuffer segment) throws IOException {
        if (segment.remaining() < 6) {
            throw truncated();
        }
        int start = segment.position();
        int height = segment.getShort(start + 1) & 0xFFFF;
        int width = segment.getShort(start + 3) & 0xFFFF;
        boolean fourChannels = segment.get(start + 5) == 4;
        return new ImageHeader(ImageFormat.JPEG, width, height, orientation, fourChannels ? inks() : Inks.NONE);
    }

    private Inks inks() {
        if (adobeTransform < 0) {
            return Inks.PLAIN;
        }
        return adobeTransform == 2 ? Inks.YCCK : Inks.INVERTED;
    }

    /** The next marker, over fill bytes and what else does not belong here. */
    private int marker() throws IOException {
        int previous = 0;
        while (bytes.hasRemaining()) {
            int next = bytes.get() & 0xFF;
            if (previous == 0xFF && next != 0xFF && next != 0) {
                return next;
            }
            previous = next;
        }
        throw truncated();
    }

    private ByteBuffer segment() throws IOException {
        int length = bytes.remaining() < 2 ? Integer.MAX_VALUE : bytes.getShort() & 0xFFFF;
        if (length < 2 || length - 2 > bytes.remaining()) {
            throw truncated();
        }
        ByteBuffer segment = bytes.slice(bytes.position(), length - 2).order(ByteOrder.BIG_ENDIAN);
        bytes.position(bytes.position() + length - 2);
        return segment;
    }

    private IOException truncated() {
        return new IOException("it is truncated or damaged: " + bytes.capacity() + " bytes end before its pixels");
    }

    /** Markers without a length: TEM, restarts and another start of image. */
    private static boolean isAlone(int marker) {
        return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
    }

    /** Start of frame of any process; Huffman tables, extensions and arithmetic conditioning have numbers in between. */
    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    static boolean startsWith(ByteBuffer segment, String name) {
        byte[] wanted = name.getBytes(StandardCharsets.US_ASCII);
        return segment.remaining() >= wanted.length
                && segment.slice(segment.position(), wanted.length).equals(ByteBuffer.wrap(wanted));
    }
}
