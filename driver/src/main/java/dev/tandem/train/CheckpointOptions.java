package dev.tandem.train;

import dev.tandem.averaging.AveragingOptions;
import dev.tandem.checkpoint.WhenBusy;
import java.time.Duration;
import java.util.Optional;

/**
 * When a run commits its state to the run directory, and which commits it keeps.
 *
 * @param every when to commit; the end of every epoch always is a commit point
 * @param keep how many of the newest commits to keep, at least 1
 * @param keepFor also keep commits younger than this; zero for no such rule
 * @param keepBest also keep the commit with the best value of this metric
 * @param whenBusy what to do when the commit before is still being written
 * @param timeout how long to wait for a file system that does not answer; after that the run fails
 */
public record CheckpointOptions(
        Every every, int keep, Duration keepFor, Optional<String> keepBest, WhenBusy whenBusy, Duration timeout) {

    /** After every epoch, keep the newest three, and all of the last day; wait for the one before, ten minutes at most. */
    public static final CheckpointOptions STANDARD = new CheckpointOptions(
            new Every.Epoch(), 3, Duration.ofDays(1), Optional.empty(), WhenBusy.WAIT, Duration.ofMinutes(10));

    public CheckpointOptions {
        if (keep < 1) {
            throw new IllegalArgumentException("Invalid checkpoint.keep: " + keep + " (must be >= 1)");
        }
        if (keepFor.isNegative()) {
            throw new IllegalArgumentException("Invalid checkpoint.keep_for: " + keepFor + " (must not be negative)");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("Invalid checkpoint.timeout: " + timeout + " (must be > 0)");
        }
    }

    /** Whether the clock decides in which rounds a run commits, so that no two runs are cut at the same places. */
    public boolean isByClock() {
        return every instanceof Every.Time;
    }

    /** How often to commit. */
    public sealed interface Every {

        /** At the end of each epoch. */
        record Epoch() implements Every {
            @Override
            public String toString() {
                return "epoch";
            }
        }

        /** After so many rounds of an epoch, and at its end. */
        record Rounds(int rounds) implements Every {
            public Rounds {
                if (rounds < 1) {
                    throw new IllegalArgumentException(
                            "Invalid checkpoint.every: " + rounds + " rounds (must be >= 1)");
                }
            }

            @Override
            public String toString() {
                return rounds + " rounds";
            }
        }

        /** About so often, at the end of a round, and at the end of each epoch. */
        record Time(Duration interval) implements Every {
            public Time {
                if (interval.isNegative() || interval.isZero()) {
                    throw new IllegalArgumentException("Invalid checkpoint.every: " + interval + " (must be positive)");
                }
            }
        }
    }

    /** Refuses commits by the clock where the result depends on them. */
    void requireFixedCuts(AveragingOptions averaging) {
        if (averaging.overlap() && isByClock()) {
            throw new IllegalArgumentException("Cannot commit by the clock with overlap: replicas agree where"
                    + " segments end, so the result would depend on the clock. Commit by rounds or epochs, or average"
                    + " without overlap");
        }
    }
}
