package dev.tandem.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one thing in Exif that changes pixels: the orientation. Damaged Exif says nothing; it does not make a picture unreadable. */
final class Exif {

    private static final String NAME = "Exif\0\0";
    private static final int ENTRY_BYTES = 12;
    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;

    private Exif() {}

    /** The orientation in an APP1 segment, or another one where it has none. */
    static Orientation orientation(ByteBuffer segment, Orientation otherwise) {
        if (!JpegSegments.startsWith(segment, NAME) || segment.remaining() < NAME.length() + 8) {
            return otherwise;
        }
        ByteBuffer tiff = segment.slice(NAME.length(), segment.remaining() - NAME.length());
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = tiff.getInt(4) & 0xFFFFFFFFL;
        if (directory + 2 > tiff.limit()) {
            return otherwise;
        }
        int entries = tiff.getShort((int) directory) & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            long at = directory + 2 + (long) i * ENTRY_BYTES;
            if (at + ENTRY_BYTES > tiff.limit()) {
                return otherwise;
            }
            int entry = (int) at;
            if ((tiff.getShort(entry) & 0xFFFF) == ORIENTATION && tiff.getShort(entry + 2) == SHORT) {
                return Orientation.ofExif(tiff.getShort(entry + 8) & 0xFFFF);
            }
        }
        return otherwise;
    }
}
