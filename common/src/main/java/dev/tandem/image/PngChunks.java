package dev.tandem.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** The header of a PNG file, and its checksums, which the JDK's decoder does not look at (ISO/IEC 15948, sections 5.3 and 11.2.2). */
final class PngChunks {

    private static final long SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int END = 0x49454E44;
    private static final int FRAME_BYTES = 12;
    private static final int HEADER = 0x49484452;
    private static final int HEADER_END = 33;

    private PngChunks() {}

    static boolean isPng(byte[] bytes) {
        return bytes.length >= Long.BYTES && ByteBuffer.wrap(bytes).getLong() == SIGNATURE;
    }

    /** What the first chunk says. */
    static ImageHeader header(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER_END) {
            throw truncated(bytes);
        }
        if (buffer.getInt(12) != HEADER) {
            throw new IOException("its first chunk is no header");
        }
        return new ImageHeader(ImageFormat.PNG, buffer.getInt(16), buffer.getInt(20), Orientation.UPRIGHT, Inks.NONE);
    }

    /** Walks over all chunks: length, type, data, CRC of type and data. */
    static void check(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).position(Long.BYTES);
        int type = 0;
        while (type != END) {
            int length = buffer.remaining() < FRAME_BYTES ? Integer.MAX_VALUE : buffer.getInt();
            if (length < 0 || length > buffer.remaining() - 2 * Integer.BYTES) {
                throw truncated(bytes);
            }
            int start = buffer.position();
            type = buffer.getInt();
            CRC32 crc = new CRC32();
            crc.update(bytes, start, Integer.BYTES + length);
            buffer.position(start + Integer.BYTES + length);
            if (buffer.getInt() != (int) crc.getValue()) {
                throw new IOException("a checksum does not match at byte " + start);
            }
        }
    }

    private static IOException truncated(byte[] bytes) {
        return new IOException("it is truncated after " + bytes.length + " bytes");
    }
}
