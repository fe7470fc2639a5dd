package dev.tandem.replica;

import dev.tandem.averaging.Fault;
import dev.tandem.feed.BadBatchException;
import dev.tandem.plan.EpochPlan;
import dev.tandem.plan.SkippedBatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The batches of one replica in one segment that cannot be trained on: which are skipped, and which one ends the run. */
final class BadBatches {

    private final int replica;
    private final SegmentWork work;
    private final List<SkippedBatch> skipped = new ArrayList<>();

    BadBatches(int replica, SegmentWork work) {
        this.replica = replica;
        this.work = work;
    }

    /**
     * Where a batch failed.
     *
     * @param round of the epoch
     * @param position in the epoch's order
     * @param index of the batch
     * @param stepTaken whether the model had already learnt from it
     */
    record Place(int round, int position, int index, boolean stepTaken) {}

    /** Skips a batch, or says why the run must end. */
    @Nullable
    Fault skip(RuntimeException cause, Place at) {
        String reason = cause instanceof BadBatchException
                ? String.valueOf(cause.getMessage())
                : "Batch " + at.index() + " does not fit the model: " + cause.getMessage();
        if (work.badBatches().isNone()) {
            return new Fault(Fault.Kind.BAD_BATCH, replica, at.round(), at.index(), reason);
        }
        String obstacle = obstacle(cause, at);
        if (obstacle != null) {
            String message = reason + " (not skipped: " + obstacle + ")";
            return new Fault(Fault.Kind.BAD_BATCH, replica, at.round(), at.index(), message);
        }
        if (!work.badBatches().allowsOneMoreThan(skipped.size())) {
            return new Fault(Fault.Kind.TOO_MANY_BAD_BATCHES, replica, at.round(), at.index(), reason);
        }
        skipped.add(new SkippedBatch(replica, at.position(), at.index(), reason));
        return null;
    }

    private @Nullable String obstacle(RuntimeException cause, Place at) {
        if (work.segment().plan().positions() == EpochPlan.Positions.GENERATOR) {
            return "a generator cannot go on after a failure";
        }
        boolean isOfTheData =
                cause instanceof BadBatchException bad ? bad.isOfTheData() : BadBatchException.isOfTheData(cause);
        if (!isOfTheData) {
            return "the machine may be at fault, not the data";
        }
        return at.stepTaken() ? "the model has already learnt from it" : null;
    }

    /** In the order in which they were met. */
    List<SkippedBatch> skipped() {
        return List.copyOf(skipped);
    }
}
