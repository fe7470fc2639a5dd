package dev.tandem.replica;

import dev.tandem.averaging.AgreedState;
import dev.tandem.averaging.Averager;
import dev.tandem.averaging.AveragingOptions;
import dev.tandem.averaging.Contribution;
import dev.tandem.averaging.Fault;
import dev.tandem.averaging.OuterOptimizer;
import dev.tandem.model.Floats;
import dev.tandem.model.TrainableModel;
import dev.tandem.plan.Segment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the replicas of a task do between two rounds of a segment, and where their values are. Close it before the averager. */
interface RoundEnd extends AutoCloseable {

    /** The way that the work asks for. */
    static RoundEnd of(SegmentWork work, int replicas, TrainableModel model, AgreedState agreed, Averager averager) {
        Segment segment = work.segment();
        AveragingOptions averaging = work.averaging();
        int lastRound = segment.toRound() - 1;
        if (segment.plan().replicas() == 1 && averaging.outer() instanceof OuterOptimizer.Average) {
            return new AloneEnd(model, agreed.values(), lastRound);
        }
        Floats memory = model.memory();
        if (replicas == 1 && averaging.equals(AveragingOptions.STANDARD) && memory != null) {
            return new InPlaceEnd(model, memory, agreed.values(), averager, lastRound);
        }
        Agreement agreement = new Agreement(work, agreed, averager);
        return averaging.overlap()
                ? new OverlappedEnd(segment, replicas, model.parameterCount(), agreement)
                : new JoinedEnd(replicas, agreement);
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
