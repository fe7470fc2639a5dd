package dev.tandem.plan;

import java.io.Serializable;

/**
 * Who trains on what in one epoch: a pure function of sizes, epoch and seed.
 *
 * <p>The positions {@code 0..steps-1} of the epoch's order are cut into one contiguous {@link #shard} per replica, whose sizes differ by
 * at most one. A replica walks its shard in rounds of {@code averageEvery} steps; after each round all replicas average. The last rounds
 * of a shorter shard are shorter or empty.
 *
 * @param epoch number of the epoch, from 0
 * @param steps batches trained on in this epoch, over all replicas; at least 1
 * @param replicas number of replicas, at least 1
 * @param averageEvery local steps in a round, at least 1
 * @param order which index each position stands for
 * @param positions what positions are of
 */
public record EpochPlan(int epoch, int steps, int replicas, int averageEvery, EpochOrder order, Positions positions)
        implements Serializable {

    /** What the positions of an epoch are of. */
    public enum Positions {
        /** Indices of a Sequence, in the epoch's order: an epoch can be proved to have trained on each once. */
        SEQUENCE,
        /** Batches of a generator, each replica's shard a stream of its own: only their number is known. */
        GENERATOR
    }

    public EpochPlan {
        require(epoch >= 0, "epoch", epoch, 0);
        require(steps >= 1, "steps", steps, 1);
        require(replicas >= 1, "replicas", replicas, 1);
        require(averageEvery >= 1, "average_every", averageEvery, 1);
    }

    /** The plan of an epoch that visits each of {@code length} indices once. */
    public static EpochPlan of(int length, int replicas, int epoch, long seed, boolean shuffle, int averageEvery) {
        return ofSteps(length, length, replicas, epoch, seed, shuffle, averageEvery);
    }

    /** The plan of an epoch of {@code steps} batches that goes on where the epoch before stopped (Keras's {@code steps_per_epoch}). */
    public static EpochPlan ofSteps(
            int length, int steps, int replicas, int epoch, long seed, boolean shuffle, int averageEvery) {
        EpochOrder order = new EpochOrder(length, seed, shuffle, (long) epoch * steps);
        return new EpochPlan(epoch, steps, replicas, averageEvery, order, Positions.SEQUENCE);
    }

    /** The plan of an epoch of {@code steps} batches of a generator, dealt to the replicas as those of a Sequence would be. */
    public static EpochPlan ofGenerator(int steps, int replicas, int epoch, int averageEvery) {
        EpochOrder order = new EpochOrder(steps, 0, false, 0);
        return new EpochPlan(epoch, steps, replicas, averageEvery, order, Positions.GENERATOR);
    }

    /** The batch that a replica trains on at a position: its index in the Sequence, or its number in the replica's stream, from 0. */
    public int batchAt(int replica, int position) {
        return positions == Positions.SEQUENCE
                ? order.indexAt(position)
                : position - shard(replica).positions().from();
    }

    /** The positions that a replica trains on, in order. */
    public Shard shard(int replica) {
        return new Shard(replica, new IndexRange(0, steps).part(replica, replicas));
    }

    /** Number of rounds: those of the fullest replica. */
    public int rounds() {
        return (stepsOfFullest() - 1) / averageEvery + 1;
    }

    /** Steps of the replica with the largest shard: what the iteration counter advances by in this epoch. */
    public int stepsOfFullest() {
        return (steps - 1) / replicas + 1;
    }

    /** The positions that a replica trains on in the rounds {@code from} (inclusive) to {@code to} (exclusive); may be empty. */
    public IndexRange positions(int replica, int from, int to) {
        IndexRange shard = shard(replica).positions();
        return new IndexRange(within(shard, from), within(shard, to));
    }

    /** Batches that all replicas together have trained on once {@code rounds} rounds are done. */
    public int batchesAfter(int rounds) {
        int batches = 0;
        for (int replica = 0; replica < replicas; replica++) {
            batches += positions(replica, 0, rounds).size();
        }
        return batches;
    }

    /** Consecutive rounds as one unit of retry and commit. */
    public Segment segment(int fromRound, int toRound) {
        return new Segment(this, fromRound, toRound);
    }

    private int within(IndexRange shard, int round) {
        return (int) Math.min(shard.to(), shard.from() + (long) round * averageEvery);
    }

    private static void require(boolean holds, String name, int value, int least) {
        if (!holds) {
            throw new IllegalArgumentException("Invalid " + name + ": " + value + " (must be >= " + least + ")");
        }
    }
}
