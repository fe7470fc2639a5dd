package dev.tandem.image;

import dev.tandem.plan.Seeds;

/**
 * What a random number is for. Each purpose has a stream of its own, so that no option changes what another one draws.
 */
enum Purpose {
    HORIZONTAL_FLIP(0),
    VERTICAL_FLIP(1),
    ROTATION(2),
    HEIGHT_SHIFT(3),
    WIDTH_SHIFT(4),
    SHEAR(5),
    ZOOM(6),
    CROP(7),
    CHANNEL_SHIFT(8),
    BRIGHTNESS(9),
    CONTRAST(10),
    CUTOUT(11),
    PARTNER(12),
    MIX(13),
    MIX_RATIO(14),
    MIX_BOX(15);

    private final int stream;

    Purpose(int stream) {
        this.stream = stream;
    }

    /** The first number of the stream, evenly from [0, 1). */
    double draw(long seed) {
        return draw(seed, 0);
    }

    /** A number of the stream, evenly from [0, 1), counted from 0: all 2^53 multiples of 2^-53 are equally likely. */
    double draw(long seed, int number) {
        return (Seeds.derive(seed, stream, number) >>> 11) * 0x1.0p-53;
    }

    double draw(long seed, int number, Range range) {
        double value = range.lower() + draw(seed, number) * (range.upper() - range.lower());
        return Math.min(value, range.upper());
    }

    /** A number of the stream, evenly from 0 to {@code bound - 1}. */
    int whole(long seed, int number, int bound) {
        return (int) (draw(seed, number) * bound);
    }
}
