package dev.tandem.image;

import dev.tandem.data.DataFile;
import dev.tandem.data.ImageShape;
import java.io.IOException;
import java.io.Serializable;

/**
 * Makes pictures of one size from PNG and JPEG files, by content and not by name.
 *
 * @param shape of the pictures
 * @param resize how they are brought to it
 * @param decoder by what
 */
public record PictureReader(ImageShape shape, Resize resize, Decoder decoder) implements Serializable {

    /**
     * Reads and decodes a file.
     *
     * @throws IOException if it is missing, no image, truncated, damaged or too large; the message names it
     */
    Picture read(DataFile file) throws IOException {
        return read(file, bytes(file));
    }

    /** Hadoop knows no names with colons, and says so by an exception of another kind. */
    private static byte[] bytes(DataFile file) throws IOException {
        try {
            return file.bytes();
        } catch (IllegalArgumentException e) {
            throw new IOException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    Picture read(DataFile file, byte[] bytes) throws IOException {
        return read(bytes, file + " is ");
    }

    /** Decodes an image; {@code place} begins the message of the error if it cannot be. */
    Picture read(byte[] bytes, String place) throws IOException {
        decoder.requireHere();
        try {
            ImageHeader header = ImageHeader.read(bytes);
            Fit fit = new Fit(header, shape, resize);
            try (PixelRows rows = decoder.decode(bytes, header, fit.reduction())) {
                return fit.picture(rows);
            }
        } catch (IOException | RuntimeException e) {
            // The decoders of the JDK throw runtime exceptions too when a file is damaged.
            throw new IOException(place + "not a readable image: " + reason(e), e);
        }
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null ? e.toString() : message;
    }
}
