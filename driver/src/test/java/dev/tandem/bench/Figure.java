package dev.tandem.bench;

/**
 * One number that a run gave.
 *
 * @param name tells apart the figures of one contender; empty if it gives only one
 * @param value finite
 * @param unit such as {@code samples/s}
 */
public record Figure(String name, double value, String unit) {

    public Figure {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("Invalid figure " + name + ": " + value + " (must be finite)");
        }
    }

    /** The only figure of a contender. */
    public static Figure of(double value, String unit) {
        return new Figure("", value, unit);
    }
}
