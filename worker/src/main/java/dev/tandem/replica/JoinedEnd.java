package dev.tandem.replica;

import dev.tandem.averaging.Contribution;
import dev.tandem.averaging.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replicas wait for the average of each round and begin the next one from the agreed state. */
final class JoinedEnd implements RoundEnd {

    private final Agreement agreement;
    private final List<float[]> values = new ArrayList<>();

    JoinedEnd(int replicas, Agreement agreement) {
        this.agreement = agreement;
        for (int i = 0; i < replicas - 1; i++) {
            values.add(new float[agreement.values().length]);
        }
        values.add(agreement.placeForAverage());
    }

    @Override
    public float[] begin(int i) {
        return agreement.values();
    }

    /** The last replica's values may lie where the average will be; nobody reads the agreed state after it has begun. */
    @Override
    public float[] end(int i) {
        return values.get(i);
    }

    @Override
    public @Nullable Fault roundDone(int round, List<Contribution> own) throws InterruptedException {
        return agreement.reach(round, own, values.get(values.size() - 1));
    }

    @Override
    public void close() {}
}
