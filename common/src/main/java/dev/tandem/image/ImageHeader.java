package dev.tandem.image;

import java.io.IOException;

/**
 * What an image file says of itself before its pixels.
 *
 * @param format by content, not by name
 * @param width stored columns
 * @param height stored rows
 * @param orientation how to turn it
 * @param inks of a JPEG with four channels
 */
record ImageHeader(ImageFormat format, int width, int height, Orientation orientation, Inks inks) {

    /** No picture may be larger, so that no file can ask for more memory than 4 bytes for each of so many pixels, 8 with 16 bits. */
    static final long MOST_PIXELS = 100_000_000;

    /** JPEG needs at least a bit for each block of 8 × 8 pixels. */
    private static final int JPEG_PIXELS_PER_BYTE = 8 * 64;

    /** Deflate packs at most 1032 bytes into one, PNG at most 8 pixels into a byte. */
    private static final int PNG_PIXELS_PER_BYTE = 8 * 1032;

    /**
     * Reads the header.
     *
     * @throws IOException if it is neither PNG nor JPEG, damaged, or of a picture that is too large or larger than the file can hold
     */
    static ImageHeader read(byte[] bytes) throws IOException {
        if (PngChunks.isPng(bytes)) {
            return PngChunks.header(bytes).checked(bytes.length, PNG_PIXELS_PER_BYTE);
        }
        if (JpegSegments.isJpeg(bytes)) {
            return JpegSegments.header(bytes).checked(bytes.length, JPEG_PIXELS_PER_BYTE);
        }
        throw new IOException("it is neither PNG nor JPEG");
    }

    private ImageHeader checked(int fileBytes, int pixelsPerByte) throws IOException {
        long pixels = (long) width * height;
        if (width < 1 || height < 1) {
            throw new IOException("its header says " + height + " × " + width + " pixels");
        }
        if (pixels > MOST_PIXELS) {
            throw new IOException("its header says " + height + " × " + width + " pixels, more than the "
                    + MOST_PIXELS / 1_000_000 + " million that are allowed");
        }
        if (pixels > (long) fileBytes * pixelsPerByte) {
            throw new IOException("its header says " + height + " × " + width + " pixels, more than " + fileBytes
                    + " bytes can hold");
        }
        return this;
    }
}
