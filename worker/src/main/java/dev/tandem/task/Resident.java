package dev.tandem.task;

import dev.tandem.averaging.AgreedState;
import dev.tandem.data.Sequence;
import dev.tandem.data.TrainingData;
import dev.tandem.model.TrainableModel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an executor keeps of a run between segments, so that it need not be fetched and built again: a network, its own copies of the
 * data, and the state that the last accepted segment ended with.
 *
 * <p>A task borrows one and gives it back only when its segment went well; a zombie's resident therefore is never seen again. Residents
 * of one run at a time are kept.
 */
final class Resident {

    private static final Deque<Resident> POOL = new ArrayDeque<>();

    private final String run;
    private final TrainableModel model;
    private final RunData data;
    private AgreedState agreed = new AgreedState(new float[0], new float[0]);
    private @Nullable String token;
    private long passes;

    private Resident(RunData data, TrainableModel model) {
        this.run = data.run();
        this.data = data;
        this.model = model;
    }

    /**
     * A resident of this run that nobody else uses, with its Sequence brought to the wanted number of ended passes.
     *
     * @param fetch reads the run's description when a new resident is needed
     */
    static Resident borrow(String run, long passes, Supplier<RunData> fetch) {
        Resident resident = take(run, passes);
        if (resident == null) {
            RunData data = fetch.get();
            resident = new Resident(data, data.model().build());
        }
        if (resident.train() instanceof Sequence sequence) {
            resident.endPasses(sequence, passes);
        }
        return resident;
    }

    private void endPasses(Sequence sequence, long wanted) {
        for (; passes < wanted; passes++) {
            sequence.onEpochEnd();
        }
    }

    private static @Nullable Resident take(String run, long passes) {
        synchronized (POOL) {
            POOL.removeIf(other -> !other.run.equals(run));
            Resident found = POOL.pollFirst();
            return found == null || found.passes > passes ? null : found;
        }
    }

    /** Keeps this resident for the next segment, with the state it ended this one with. */
    void giveBack(String newToken) {
        token = newToken;
        synchronized (POOL) {
            POOL.addLast(this);
        }
    }

    /** Whether it holds the state that a segment ended with. */
    boolean holds(@Nullable String wanted) {
        return wanted != null && wanted.equals(token);
    }

    /** What all replicas agree on; written to by the replica loop. */
    AgreedState agreed() {
        return agreed;
    }

    void agree(AgreedState state) {
        agreed = state;
        token = null;
    }

    TrainableModel model() {
        return model;
    }

    TrainingData train() {
        return data.train();
    }

    @Nullable
    Sequence validation() {
        return data.validation();
    }
}
