package dev.tandem.image;

import java.io.Serializable;

/**
 * Numbers from which one is drawn evenly.
 *
 * @param lower the least
 * @param upper the greatest, at least {@code lower}
 */
public record Range(double lower, double upper) implements Serializable {

    public Range {
        if (!Double.isFinite(lower) || !Double.isFinite(upper) || lower > upper) {
            throw new IllegalArgumentException(
                    "Invalid range: [" + lower + ", " + upper + "] (must be [lower, upper], both finite)");
        }
    }

    @Override
    public String toString() {
        return "[" + lower + ", " + upper + "]";
    }
}
