package dev.tandem.image;

/**
 * Three levels in one number, so that one multiplication weighs all of them: red in the lowest 21 bits, then green, then blue. 8 bits of
 * a level and {@value #WEIGHT_BITS} of weights fit a lane exactly.
 */
final class Lanes {

    static final int WEIGHT_BITS = 13;

    /** What the weights of one result add up to. */
    static final int ONE = 1 << WEIGHT_BITS;

    /** What a sum starts with, so that {@link #levels} rounds. */
    static final long HALF = of(ONE / 2, ONE / 2, ONE / 2);

    private static final int BITS = 21;
    private static final long LEVELS = of(255, 255, 255);

    private Lanes() {}

    static long of(int red, int green, int blue) {
        return red | ((long) green << BITS) | ((long) blue << (2 * BITS));
    }

    /** The colour over white, as far as it is opaque: alpha from 0 to 255. */
    static long onWhite(int red, int green, int blue, int alpha) {
        return alpha == 255
                ? of(red, green, blue)
                : of(onWhite(red, alpha), onWhite(green, alpha), onWhite(blue, alpha));
    }

    private static int onWhite(int level, int alpha) {
        return (level * alpha + 255 * (255 - alpha) + 127) / 255;
    }

    /** The levels of a sum of weighted pixels that began with {@link #HALF}. */
    static long levels(long sum) {
        return (sum >>> WEIGHT_BITS) & LEVELS;
    }

    /** Red, green or blue: channel 0, 1 or 2. */
    static byte level(long pixel, int channel) {
        return (byte) (pixel >>> (BITS * channel));
    }

    /** Grey of the same brightness by ITU-R BT.601, in all lanes: 0.299 R + 0.587 G + 0.114 B in 16-bit fractions. */
    static long grey(long pixel) {
        int red = level(pixel, 0) & 0xFF;
        int green = level(pixel, 1) & 0xFF;
        int blue = level(pixel, 2) & 0xFF;
        int grey = (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
        return of(grey, grey, grey);
    }
}
