package dev.tandem.train;

import dev.tandem.plan.EpochPlan;
import java.time.Duration;

/** When commits within an epoch are due. */
final class CommitSchedule {

    private final CheckpointOptions.Every every;
    private long lastNanos = System.nanoTime();
    private long segmentNanos = lastNanos;
    private int segmentFrom;
    private double nanosPerRound = Double.NaN;

    CommitSchedule(CheckpointOptions.Every every) {
        this.every = every;
    }

    /** A commit has just been made, or restored: the interval begins. */
    void begin() {
        lastNanos = System.nanoTime();
    }

    /** The round, at most the last, up to which it is known what must be done from {@code round} on, cuts included. */
    int horizon(EpochPlan plan, int round) {
        segmentNanos = System.nanoTime();
        segmentFrom = round;
        return every instanceof CheckpointOptions.Every.Time time
                ? (int) Math.min(plan.rounds(), round + roundsWithin(time.interval()))
                : plan.rounds();
    }

    /** After how many rounds of the epoch, and after each multiple, a commit is known to be due. */
    int cutEvery() {
        return every instanceof CheckpointOptions.Every.Rounds each ? each.rounds() : Integer.MAX_VALUE;
    }

    /** As many rounds as fit into what is left of the interval, judged by the segment before; one to begin with. */
    private long roundsWithin(Duration interval) {
        double left = interval.toNanos() - (double) (System.nanoTime() - lastNanos);
        return Double.isNaN(nanosPerRound) ? 1 : Math.max(1, (long) (left / nanosPerRound));
    }

    /** Whether to commit after a segment that ended with {@code round} rounds of the epoch done. */
    boolean isDue(int round) {
        long now = System.nanoTime();
        nanosPerRound = (double) (now - segmentNanos) / Math.max(1, round - segmentFrom);
        if (every instanceof CheckpointOptions.Every.Rounds each) {
            return round % each.rounds() == 0;
        }
        return every instanceof CheckpointOptions.Every.Time time
                && now - lastNanos >= time.interval().toNanos();
    }
}
