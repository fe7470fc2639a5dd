package dev.tandem.replica;

import dev.tandem.averaging.AgreedState;
import dev.tandem.averaging.Averager;
import dev.tandem.averaging.Contribution;
import dev.tandem.averaging.Fault;
import dev.tandem.averaging.OuterOptimizer;
import dev.tandem.model.TrainableModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the replicas of a task do between two rounds of a segment, and where their values are. Close it before the averager. */
interface RoundEnd extends AutoCloseable {

    /** The way that the work asks for. */
    static RoundEnd of(SegmentWork work, int replicas, TrainableModel model, AgreedState agreed, Averager averager) {
        boolean isAlone = work.segment().plan().replicas() == 1;
        if (isAlone && work.averaging().outer() instanceof OuterOptimizer.Average) {
            return new AloneEnd(model, agreed.values(), work.segment().toRound() - 1);
        }
        return work.averaging().overlap()
                ? new OverlappedEnd(
                        work.segment(), replicas, model.parameterCount(), new Agreement(work, agreed, averager))
                : new JoinedEnd(replicas, new Agreement(work, agreed, averager));
    }

    /** What a replica begins the next round with; it is the {@code i}-th of this task. Null if the model holds it already. */
    float @Nullable [] begin(int i);

    /** Takes what it ends the round with. Null if that may stay in the model. */
    float @Nullable [] end(int i);

    /**
     * All replicas of this task have trained a round. After a segment's last round all replicas agree when this returns.
     *
     * @param own what they bring, in their order
     * @return why training cannot go on, or null; the same on every task
     * @throws dev.tandem.averaging.PeerLostException if another task was lost
     */
    @Nullable
    Fault roundDone(int round, List<Contribution> own) throws InterruptedException;

    /** Leaves no thread and nothing under way behind. */
    @Override
    void close();
}
