package dev.tandem.image;

import java.io.Serializable;

/**
 * How far a picture may be shifted along one axis, either way, as Keras's {@code width_shift_range}.
 *
 * @param limit greatest shift, at least 0 and finite
 * @param unit what the limit counts
 */
public record Shift(double limit, Unit unit) implements Serializable {

    /** No shift. */
    static final Shift NONE = pixels(0);

    /** What a limit counts. */
    public enum Unit {
        /** The picture's height or width; any shift up to the limit. */
        FRACTION,
        /** Pixels; any shift up to the limit. */
        PIXELS,
        /** Pixels; whole shifts below the limit. */
        WHOLE_PIXELS
    }

    public Shift {
        if (!Double.isFinite(limit) || limit < 0) {
            throw new IllegalArgumentException("Invalid shift: " + limit + " (must be >= 0 and finite)");
        }
    }

    /** Up to this part of the height or width. */
    public static Shift fraction(double limit) {
        return new Shift(limit, Unit.FRACTION);
    }

    /** Up to so many pixels, parts of a pixel among them. */
    public static Shift pixels(double limit) {
        return new Shift(limit, Unit.PIXELS);
    }

    /** Fewer than so many pixels, and only whole ones, as Keras does for a whole number: 2 shifts by -1, 0 or 1. */
    public static Shift wholePixels(int limit) {
        return new Shift(limit, Unit.WHOLE_PIXELS);
    }

    /** A number of a job file by Keras's rule: whole pixels for a whole number, else a fraction below 1 and pixels from 1. */
    static Shift of(Number range) {
        if (range instanceof Integer whole) {
            return wholePixels(whole);
        }
        return range.doubleValue() < 1 ? fraction(range.doubleValue()) : pixels(range.doubleValue());
    }

    /** A shift in pixels out of a number of [0, 1). */
    double draw(double evenly, int length) {
        if (unit == Unit.WHOLE_PIXELS) {
            double steps = Math.max(0, limit - 1);
            return Math.floor(evenly * (2 * steps + 1)) - steps;
        }
        double pixels = unit == Unit.FRACTION ? limit * length : limit;
        return pixels * (2 * evenly - 1);
    }
}
