package dev.tandem.simulation;

/**
 * What connects each executor with the others, in both directions at once.
 *
 * @param bytesPerSecond it carries one way
 * @param latencySeconds of one message of no bytes
 */
public record Link(double bytesPerSecond, double latencySeconds) {

    private static final double BYTES_PER_GIGABIT = 1e9 / 8;

    public Link {
        if (!(bytesPerSecond > 0) || Double.isInfinite(bytesPerSecond)) {
            throw new IllegalArgumentException("Invalid link: " + bytesPerSecond + " bytes a second (must be > 0)");
        }
        if (!(latencySeconds >= 0) || Double.isInfinite(latencySeconds)) {
            throw new IllegalArgumentException("Invalid latency of a link: " + latencySeconds + " s (must be >= 0)");
        }
    }

    /** A link of so many gigabits a second. */
    public static Link ofGigabits(double gigabitsPerSecond, double latencySeconds) {
        return new Link(gigabitsPerSecond * BYTES_PER_GIGABIT, latencySeconds);
    }
}
