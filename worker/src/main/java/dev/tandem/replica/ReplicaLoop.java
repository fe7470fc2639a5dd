package dev.tandem.replica;

import dev.tandem.averaging.AgreedState;
import dev.tandem.averaging.Averager;
import dev.tandem.averaging.Contribution;
import dev.tandem.averaging.Fault;
import dev.tandem.data.Sequence;
import dev.tandem.feed.BadBatchException;
import dev.tandem.metric.MetricSums;
import dev.tandem.model.TrainableModel;
import dev.tandem.plan.Segment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole worker: one task hosts one replica, or several in turn, for one segment.
 *
 * <pre>
 * for each round:
 *   for each replica of this task:   take the agreed state, train up to averageEvery steps
 *   average all replicas of all tasks, weighted by samples: the new agreed state, after the outer optimizer's step
 * at the end of the epoch:           evaluate this task's share of the validation Sequence
 * </pre>
 *
 * <p>Every replica starts each round from the same bits with random numbers of its own, so it does not matter which task hosts it. With
 * overlap it starts from its own values instead and the agreed state comes a round late, see {@link OverlappedEnd}; the segment still ends
 * with one.
 */
public final class ReplicaLoop {

    private final TrainableModel model;
    private final OpenBatches train;
    private final @Nullable Sequence validation;
    private final SegmentWork work;

    /**
     * @param model lent for the time of {@link #run}
     * @param train what to train on; lent, too. Left open where the next segment of the epoch can go on
     * @param validation what to evaluate after the last round; may be null when {@code work} asks for no validation batches
     * @param work what to do
     */
    public ReplicaLoop(TrainableModel model, OpenBatches train, @Nullable Sequence validation, SegmentWork work) {
        this.model = model;
        this.train = train;
        this.validation = validation;
        this.work = work;
    }

    /**
     * What a task did in a segment.
     *
     * @param reports one per replica, in ascending order; after a fault, how far each had come
     * @param fault why training cannot go on, or null; the same on every task
     */
    public record Outcome(
            List<ReplicaReport> reports, @Nullable Fault fault) {}

    /**
     * Trains one segment.
     *
     * @param replicas numbers of the replicas that this task hosts, in ascending order
     * @param agreed what all replicas start with; holds what they end with when this returns without fault
     * @throws dev.tandem.averaging.PeerLostException if another task was lost: the segment must be run again
     */
    public Outcome run(List<Integer> replicas, AgreedState agreed, Averager averager, Progress progress)
            throws InterruptedException {
        requireOuterState(agreed);
        if (!Double.isNaN(work.learningRate())) {
            model.learningRate(work.learningRate());
        }
        try (Lease lease = new Lease(train);
                RoundEnd end = RoundEnd.of(work, replicas.size(), model, agreed, averager)) {
            train.turnTo(work, replicas);
            List<LocalReplica> hosted = replicas.stream()
                    .map(number -> new LocalReplica(number, work, train.of(number), progress))
                    .toList();
            for (int round = work.segment().fromRound(); round < work.segment().toRound(); round++) {
                List<Contribution> own = new ArrayList<>();
                for (int i = 0; i < hosted.size(); i++) {
                    own.add(hosted.get(i).train(model, round, end.begin(i), end.end(i)));
                }
                Fault fault = end.roundDone(round, own);
                if (fault != null) {
                    return stopped(hosted, fault);
                }
            }
            lease.endsWith(work.segment());
            return evaluate(hosted, agreed);
        }
    }

    private void requireOuterState(AgreedState agreed) {
        int needed = work.averaging().outer().stateCount(model.parameterCount());
        if (agreed.outerState().length != needed) {
            throw new IllegalArgumentException("Invalid outer state: " + agreed.outerState().length
                    + " values (must be " + needed + " for " + work.averaging().outer() + ")");
        }
    }

    /** Closes the batches when the segment ends, unless it ends well and within its epoch. */
    private static final class Lease implements AutoCloseable {

        private final OpenBatches batches;
        private boolean goesOn;

        Lease(OpenBatches batches) {
            this.batches = batches;
        }

        /** All rounds have gone well. */
        void endsWith(Segment segment) {
            goesOn = !segment.isLast() && segment.fromRound() < segment.toRound();
        }

        @Override
        public void close() {
            if (!goesOn) {
                batches.close();
            }
        }
    }

    private Outcome evaluate(List<LocalReplica> hosted, AgreedState agreed) throws InterruptedException {
        if (validation != null && work.validationBatches() > 0) {
            model.copyFrom(agreed.values());
        }
        List<ReplicaReport> reports = new ArrayList<>();
        for (LocalReplica replica : hosted) {
            MetricSums sums = new MetricSums(work.metrics());
            if (validation != null) {
                try {
                    new Evaluator(model, work.feed())
                            .evaluate(validation, work.validationShare(replica.number()), sums);
                } catch (BadBatchException e) {
                    String message = "In the validation data: " + e.getMessage();
                    int round = work.segment().toRound() - 1;
                    Fault fault = new Fault(Fault.Kind.BAD_BATCH, replica.number(), round, e.index(), message);
                    return stopped(hosted, fault);
                }
            }
            reports.add(replica.report(sums));
        }
        return new Outcome(reports, null);
    }

    private Outcome stopped(List<LocalReplica> hosted, Fault fault) {
        MetricSums none = new MetricSums(work.metrics());
        return new Outcome(hosted.stream().map(replica -> replica.report(none)).toList(), fault);
    }
}
