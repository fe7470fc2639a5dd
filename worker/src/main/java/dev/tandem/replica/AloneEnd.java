package dev.tandem.replica;

import dev.tandem.averaging.Contribution;
import dev.tandem.averaging.Fault;
import dev.tandem.model.TrainableModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The only replica of a run agrees with itself: its values stay in the model until the segment ends. */
final class AloneEnd implements RoundEnd {

    private final TrainableModel model;
    private final float[] agreed;
    private final int lastRound;
    private boolean begun;

    AloneEnd(TrainableModel model, float[] agreed, int lastRound) {
        this.model = model;
        this.agreed = agreed;
        this.lastRound = lastRound;
    }

    @Override
    public float @Nullable [] begin(int i) {
        float[] start = begun ? null : agreed;
        begun = true;
        return start;
    }

    @Override
    public float @Nullable [] end(int i) {
        return null;
    }

    @Override
    public @Nullable Fault roundDone(int round, List<Contribution> own) {
        Fault fault = own.get(0).fault();
        if (fault == null && round == lastRound && begun) {
            model.copyTo(agreed);
        }
        return fault;
    }

    @Override
    public void close() {}
}
