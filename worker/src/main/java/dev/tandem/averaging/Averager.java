package dev.tandem.averaging;

import dev.tandem.model.Floats;
import java.util.List;

/** Makes all replicas of a run agree, round by round. One object serves one task for one segment; used by one thread at a time. */
public interface Averager extends AutoCloseable {

    /**
     * Averages one round over all replicas of all tasks, weighted by samples, in replica order; returns once {@code result} is complete.
     *
     * <p>Every task of the segment must call this once per round, with the same rounds in the same order; a task that stops calling makes
     * the others fail with {@link PeerLostException} when it closes or dies.
     *
     * @param round number of the round within the epoch
     * @param own this task's replicas in ascending order, each with values of the same length
     * @param base the agreed state that the round began with, which changes are taken against; not read with {@link Precision#FLOAT32}, may
     *     be {@code result}, and may else be none of the values
     * @param result takes the average, the same bits on every task; may be the values of one of {@code own}; left as it is when no
     *     replica had samples or when the outcome has a fault
     * @return what all replicas said of this round, the same on every task
     * @throws PeerLostException if another task died, left or did not answer in time
     */
    RoundOutcome average(int round, List<Contribution> own, float[] base, Floats result) throws InterruptedException;

    /** As {@link #average(int, List, float[], Floats)}, with an array for the result. */
    default RoundOutcome average(int round, List<Contribution> own, float[] base, float[] result)
            throws InterruptedException {
        return average(round, own, base, Floats.of(result));
    }

    @Override
    void close();
}
