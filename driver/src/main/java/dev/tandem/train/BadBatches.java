package dev.tandem.train;

import dev.tandem.averaging.Fault;
import dev.tandem.averaging.Fault.Kind;
import dev.tandem.cluster.SegmentResult;
import dev.tandem.plan.Coverage;
import dev.tandem.plan.Segment;
import dev.tandem.plan.SkippedBatch;
import dev.tandem.replica.BadBatchBudget;
import java.util.ArrayList;
import java.util.List;

/**
 * The batches that a run has skipped so far, against how many it may skip.
 *
 * @param limit in the whole run, what it did before a resume included; 0 if none may be skipped
 * @param epochs all with skipped batches, the one under way included
 */
record BadBatches(int limit, List<Coverage> epochs) {

    /** What the next segment may skip. */
    BadBatchBudget budget() {
        return new BadBatchBudget(limit, count());
    }

    private int count() {
        return epochs.stream().mapToInt(epoch -> epoch.skipped().size()).sum();
    }

    /**
     * Judges what a segment came to.
     *
     * @throws TrainingFaultException if it met a fault, or if its replicas together skipped more than was left
     */
    void check(Segment segment, SegmentResult result) {
        Fault fault = result.fault();
        if (fault != null) {
            throw new TrainingFaultException(
                    fault.kind() == Kind.TOO_MANY_BAD_BATCHES ? tooMany(result, fault) : fault);
        }
        List<SkippedBatch> skipped = result.skipped();
        if (!skipped.isEmpty() && count() + skipped.size() > limit) {
            throw new TrainingFaultException(tooMany(result, last(segment, skipped)));
        }
    }

    private static Fault last(Segment segment, List<SkippedBatch> skipped) {
        SkippedBatch last = skipped.get(skipped.size() - 1);
        return new Fault(Kind.TOO_MANY_BAD_BATCHES, last.replica(), segment.toRound() - 1, last.index(), last.reason());
    }

    private Fault tooMany(SegmentResult result, Fault fault) {
        List<String> reasons = new ArrayList<>();
        epochs.forEach(epoch -> epoch.skipped().forEach(batch -> reasons.add(batch.reason())));
        result.skipped().forEach(batch -> reasons.add(batch.reason()));
        if (result.fault() != null) {
            reasons.add(fault.message());
        }
        String message = "This run has met " + reasons.size() + " batches that cannot be trained on, but may skip only "
                + limit + " (fit.max_bad_batches):\n  " + String.join("\n  ", reasons)
                + "\nMend the data or raise fit.max_bad_batches; the same command then goes on from the last commit.";
        return new Fault(fault.kind(), fault.replica(), fault.round(), fault.index(), message);
    }

    /** An epoch without a single good batch has no loss, and is nobody's wish. */
    static void requireTrained(Coverage epoch) {
        if (epoch.covered() == 0 && !epoch.skipped().isEmpty()) {
            SkippedBatch first = epoch.skipped().get(0);
            String message = "None of the " + epoch.length() + " batches of epoch " + (epoch.epoch() + 1)
                    + " can be trained on. The first: " + first.reason();
            throw new TrainingFaultException(new Fault(Kind.BAD_BATCH, first.replica(), 0, first.index(), message));
        }
    }
}
