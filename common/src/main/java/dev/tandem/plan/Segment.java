package dev.tandem.plan;

import java.io.Serializable;

/**
 * Consecutive rounds of an epoch: the unit of retry and commit. One of no rounds only evaluates.
 *
 * @param plan the epoch
 * @param fromRound first round, from 0
 * @param toRound one past the last round
 */
public record Segment(EpochPlan plan, int fromRound, int toRound) implements Serializable {

    public Segment {
        if (fromRound < 0 || toRound < fromRound || toRound > plan.rounds()) {
            throw new IllegalArgumentException("Invalid rounds [" + fromRound + ", " + toRound + ") of epoch "
                    + plan.epoch() + ": needs 0 <= from <= to <= " + plan.rounds());
        }
    }

    /** The positions that a replica trains on in this segment. */
    public IndexRange positions(int replica) {
        return plan.positions(replica, fromRound, toRound);
    }

    /** Batches that all replicas train on in this segment. */
    public int batches() {
        return plan.batchesAfter(toRound) - plan.batchesAfter(fromRound);
    }

    /** Steps of the replica that does the most: what the iteration counter advances by. */
    public int stepsOfFullest() {
        return stepsBefore(toRound) - stepsBefore(fromRound);
    }

    /** Steps that the fullest replica has done before a round of this epoch. */
    private int stepsBefore(int round) {
        return (int) Math.min(plan.stepsOfFullest(), (long) round * plan.averageEvery());
    }

    /** Whether the epoch ends with this segment. */
    public boolean isLast() {
        return toRound == plan.rounds();
    }
}
