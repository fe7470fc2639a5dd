package dev.tandem.data;

import java.io.Serializable;

/**
 * Size of an image.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param channels 1 for grey or 3 for red, green, blue
 */
public record ImageShape(int height, int width, int channels) implements Serializable {

    public ImageShape {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "Invalid image size: " + height + " × " + width + " (height and width must be >= 1)");
        }
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("Invalid channels: " + channels + " (must be 1 or 3)");
        }
    }

    /** Values of one image. */
    public int values() {
        return Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }
}
