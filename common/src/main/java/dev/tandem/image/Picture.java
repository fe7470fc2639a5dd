package dev.tandem.image;

import dev.tandem.data.ImageShape;

/**
 * A picture of the size that the model takes.
 *
 * @param levels 0 to 255, unsigned, one plane after the other: channels (red, green, blue, or grey) × height × width. Shared: not to be
 *     changed
 * @param shape its size
 */
record Picture(byte[] levels, ImageShape shape) {

    Picture {
        int needed = shape.channels() * shape.height() * shape.width();
        if (levels.length != needed) {
            throw new IllegalArgumentException(
                    "A picture of " + shape + " needs " + needed + " levels, but has " + levels.length);
        }
    }
}
