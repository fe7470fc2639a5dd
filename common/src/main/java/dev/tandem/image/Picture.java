package dev.tandem.image;

import dev.tandem.data.ImageShape;

/** A picture of the size that the model takes: channels (red, green, blue, or grey) × height × width of levels 0 to 255. */
final class Picture {

    private final byte[] levels;
    private final ImageShape shape;

    /**
     * @param levels unsigned, one plane after the other; taken over, and shared from now on: not to be changed
     * @param shape its size
     */
    Picture(byte[] levels, ImageShape shape) {
        int needed = shape.channels() * shape.height() * shape.width();
        if (levels.length != needed) {
            throw new IllegalArgumentException(
                    "A picture of " + shape + " needs " + needed + " levels, but has " + levels.length);
        }
        this.levels = levels;
        this.shape = shape;
    }

    byte[] levels() {
        return levels;
    }

    ImageShape shape() {
        return shape;
    }
}
