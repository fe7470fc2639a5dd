package dev.tandem.replica;

import dev.tandem.averaging.Contribution;
import dev.tandem.averaging.Fault;
import dev.tandem.averaging.PeerLostException;
import dev.tandem.data.Batch;
import dev.tandem.feed.BadBatchException;
import dev.tandem.metric.MetricSums;
import dev.tandem.model.TrainableModel;
import dev.tandem.plan.EpochPlan;
import dev.tandem.plan.IndexRange;
import dev.tandem.plan.Seeds;
import org.apache.hadoop.util.ShutdownHookManager;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/** One replica of a task: its shard of the data and its sums. The model is lent to it round by round. */
final class LocalReplica {

    private static final float[] NO_VALUES = {};

    private final int number;
    private final SegmentWork work;
    private final ReplicaBatches batches;
    private final MetricSums training;
    private final Progress progress;
    private final BadBatches bad;
    private final long waitedBefore;
    private int positionsDone;

    /** @param batches of this replica from the segment's first one; lent */
    LocalReplica(int number, SegmentWork work, ReplicaBatches batches, Progress progress) {
        this.number = number;
        this.work = work;
        this.progress = progress;
        this.training = new MetricSums(work.metrics());
        this.bad = new BadBatches(number, work);
        this.batches = batches;
        this.waitedBefore = batches.waitedNanos();
    }

    /**
     * Trains one round. The optimizer takes no step for a batch that is skipped; its counter is the plan's again at the
     * beginning of the next round. A replica all of whose batches are skipped is idle.
     *
     * @param start what this replica starts the round with; null for what the model holds
     * @param end takes what it ends it with, and may be {@code start}; null to leave that in the model
     */
    Contribution train(TrainableModel model, int round, float @Nullable [] start, float @Nullable [] end)
            throws InterruptedException {
        float[] values = end == null ? NO_VALUES : end;
        EpochPlan plan = work.segment().plan();
        IndexRange positions = plan.positions(number, round, round + 1);
        if (positions.isEmpty()) {
            return new Contribution(number, 0, values, null);
        }
        if (start != null) {
            model.copyFrom(start);
        }
        model.counters(work.iteration() + (round - work.segment().fromRound()) * plan.averageEvery(), plan.epoch());
        Nd4j.getRandom().setSeed(Seeds.derive(work.seed(), plan.epoch(), round, number));
        long before = training.samples();
        for (int position = positions.from(); position < positions.to(); position++) {
            Fault fault = step(model, round, position);
            if (fault != null) {
                return new Contribution(number, 0, values, fault);
            }
            positionsDone++;
        }
        if (training.samples() > before && end != null) {
            model.copyTo(values);
        }
        return new Contribution(number, training.samples() - before, values, null);
    }

    private @Nullable Fault step(TrainableModel model, int round, int position) throws InterruptedException {
        int index = work.segment().plan().batchAt(number, position);
        int iteration = model.iteration();
        try (Batch batch = batches.next()) {
            double loss = model.step(batch, training);
            progress.stepDone(batch.size(), loss);
            return Double.isFinite(loss) ? null : nonFinite(loss, round, index);
        } catch (RuntimeException e) {
            return badBatch(e, new BadBatches.Place(round, position, index, model.iteration() != iteration));
        }
    }

    private @Nullable Fault badBatch(RuntimeException cause, BadBatches.Place at) {
        if (ShutdownHookManager.get().isShutdownInProgress()) {
            // Hadoop has closed its file systems by now: the machine is at fault, not the batch.
            throw new PeerLostException("This executor is being shut down, at batch " + at.index(), cause);
        }
        Fault fault = bad.skip(cause, at);
        if (fault == null && cause instanceof BadBatchException) {
            batches.skip(); // one that does not fit the model was taken
        }
        return fault;
    }

    private Fault nonFinite(double loss, int round, int index) {
        String message = "The loss became " + loss + " on replica " + number + " in round " + round + " of epoch "
                + (work.segment().plan().epoch() + 1) + ", at batch " + index
                + ". Lower the learning rate, or look at that batch for values that are not finite.";
        return new Fault(Fault.Kind.NON_FINITE_LOSS, number, round, index, message);
    }

    ReplicaReport report(MetricSums validation) {
        int from = work.segment().positions(number).from();
        return new ReplicaReport(
                number,
                from,
                from + positionsDone,
                bad.skipped(),
                training.share(),
                validation.share(),
                batches.waitedNanos() - waitedBefore);
    }

    int number() {
        return number;
    }
}
