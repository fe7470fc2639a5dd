package dev.tandem.task;

import dev.tandem.averaging.AgreedState;
import dev.tandem.data.Sequence;
import dev.tandem.data.TrainingData;
import dev.tandem.model.TrainableModel;
import dev.tandem.replica.OpenBatches;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an executor keeps of a run between segments, so that it need not be fetched and built again: a network, its own copies of the
 * data with the batches that were read ahead, and the state that the last accepted segment ended with.
 *
 * <p>A task borrows one from {@link Residents} and closes it: one whose segment went well is kept, any other is dropped, so that a
 * zombie's resident is never seen again.
 */
final class Resident implements AutoCloseable {

    private final Residents home;
    private final TrainableModel model;
    private final RunData data;
    private final OpenBatches batches;
    private AgreedState agreed = new AgreedState(new float[0], new float[0]);
    private @Nullable String token;
    private boolean isWorthKeeping;
    private long passes;

    Resident(Residents home, RunData data) {
        this.home = home;
        this.data = data;
        this.model = data.model().build();
        this.batches = new OpenBatches(data.train());
    }

    String run() {
        return data.run();
    }

    /** Brings the Sequence to so many ended passes. */
    void endPasses(long wanted) {
        if (passes < wanted) {
            batches.close(); // what was read ahead is of an earlier pass
        }
        for (; passes < wanted; passes++) {
            if (data.train() instanceof Sequence sequence) {
                sequence.onEpochEnd();
            }
        }
    }

    /** Whether its data has ended no more passes than these. */
    boolean canEnd(long wanted) {
        return passes <= wanted;
    }

    /** Whether it holds the state that a segment ended with. */
    boolean holds(String wanted) {
        return wanted.equals(token);
    }

    /** Whether the batches of just these replicas are open. */
    boolean reads(List<Integer> replicas) {
        return batches.replicas().equals(replicas);
    }

    /** A task takes it over, and may leave it in any condition. */
    void taken() {
        isWorthKeeping = false;
    }

    /** The segment went well: this resident is kept for the next one, with the state that it ended with. */
    void endedWith(String newToken) {
        token = newToken;
        isWorthKeeping = true;
    }

    /** What all replicas agree on; written to by the replica loop. */
    AgreedState agreed() {
        return agreed;
    }

    /** A state as the driver gives it: parameters, updater state and outer state, as little-endian float32. */
    AgreedState read(byte[] state) {
        FloatBuffer floats =
                ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        return AgreedState.read(floats, model.parameterCount() + model.updaterStateCount());
    }

    void agree(AgreedState state) {
        agreed = state;
        token = null;
    }

    TrainableModel model() {
        return model;
    }

    /** The data to train on, or to predict for. */
    TrainingData train() {
        return data.train();
    }

    /** The training data, read ahead. */
    OpenBatches batches() {
        return batches;
    }

    @Nullable
    Sequence validation() {
        return data.validation();
    }

    @Override
    public void close() {
        if (isWorthKeeping) {
            home.keep(this);
        } else {
            batches.close();
        }
    }
}
