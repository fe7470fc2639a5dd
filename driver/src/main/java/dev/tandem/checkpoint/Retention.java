package dev.tandem.checkpoint;

import dev.tandem.metric.Direction;
import java.time.Duration;
import java.util.Optional;

/**
 * Which commits stay. The newest always does.
 *
 * @param newest how many of the newest commits to keep, at least 1
 * @param best which one to keep besides, whatever its age
 * @param age commits younger than this stay
 */
public record Retention(int newest, Optional<Best> best, Duration age) {

    /**
     * The commit with the best value of a metric; of equal ones the oldest.
     *
     * @param metric its name in the commit's metrics; commits without it, or with NaN, are never the best
     */
    public record Best(String metric, Direction direction) {}

    public Retention {
        if (newest < 1) {
            throw new IllegalArgumentException("Invalid number of commits to keep: " + newest + " (must be >= 1)");
        }
        if (age.isNegative()) {
            throw new IllegalArgumentException("Invalid age of commits to keep: " + age + " (must not be negative)");
        }
    }

    /** The newest three, and all of the last day. */
    public static Retention standard() {
        return new Retention(3, Optional.empty(), Duration.ofDays(1));
    }
}
