package dev.tandem.replica;

import dev.tandem.averaging.Averager;
import dev.tandem.averaging.Contribution;
import dev.tandem.averaging.Fault;
import dev.tandem.model.Floats;
import dev.tandem.model.TrainableModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The only replica of a task is averaged with others where its network computes: as {@link JoinedEnd}, but values are copied only when the
 * segment begins and ends.
 */
final class InPlaceEnd implements RoundEnd {

    private final TrainableModel model;
    private final Floats memory;
    private final float[] agreed;
    private final Averager averager;
    private final int lastRound;
    private boolean begun;

    /** @param memory of the model */
    InPlaceEnd(TrainableModel model, Floats memory, float[] agreed, Averager averager, int lastRound) {
        this.model = model;
        this.memory = memory;
        this.agreed = agreed;
        this.averager = averager;
        this.lastRound = lastRound;
    }

    /** Done here and not by the replica, which leaves the model alone in a round in which it has nothing to train on. */
    @Override
    public float @Nullable [] begin(int i) {
        if (!begun) {
            model.copyFrom(agreed);
            begun = true;
        }
        return null;
    }

    @Override
    public float @Nullable [] end(int i) {
        return null;
    }

    @Override
    public @Nullable Fault roundDone(int round, List<Contribution> own) throws InterruptedException {
        List<Contribution> given =
                own.stream().map(replica -> replica.with(memory)).toList();
        Fault fault = averager.average(round, given, agreed, memory).fault();
        if (fault == null && round == lastRound) {
            model.copyTo(agreed);
        }
        return fault;
    }

    @Override
    public void close() {}
}
