package dev.tandem.train;

import dev.tandem.callback.CallbackList;
import dev.tandem.cluster.SegmentResult;
import dev.tandem.cluster.SegmentRunner;
import dev.tandem.metric.Logs;
import dev.tandem.plan.EpochPlan;
import dev.tandem.plan.Ledger;
import dev.tandem.plan.Segment;
import dev.tandem.replica.SegmentWork;

/**
 * The whole training run, on one page.
 *
 * <pre>
 * for each epoch:
 *   plan who trains on what
 *   for each segment:   run it on all replicas; take over the averaged state; note in the ledger what was trained on
 *   close the ledger:   each batch once, or stop
 *   tell the callbacks, which may stop the run or change the learning rate
 * </pre>
 */
final class FitLoop {

    private final FitPlan fit;
    private final FitOptions options;
    private final SegmentRunner runner;
    private final RunControl control;
    private final CallbackList callbacks;
    private final RunRecord record;

    FitLoop(FitPlan fit, SegmentRunner runner, RunControl control, CallbackList callbacks, RunRecord record) {
        this.fit = fit;
        this.options = fit.options();
        this.runner = runner;
        this.control = control;
        this.callbacks = callbacks;
        this.record = record;
    }

    /** Trains until the last epoch is done or a callback asks to stop. */
    void run() throws InterruptedException {
        callbacks.onTrainBegin(control);
        Logs logs = new Logs();
        for (int epoch = options.initialEpoch(); epoch < options.epochs() && !control.isStopping(); epoch++) {
            logs = train(fit.epoch(epoch));
        }
        callbacks.onTrainEnd(logs, control);
    }

    private Logs train(EpochPlan plan) throws InterruptedException {
        record.epochBegin(plan);
        callbacks.onEpochBegin(plan.epoch(), control);
        Ledger ledger = new Ledger(plan);
        EpochSums sums = new EpochSums(options.metrics());
        int round = 0;
        while (round < plan.rounds() && !control.isStopping()) {
            Segment segment = nextSegment(plan, round);
            callbacks.onSegmentBegin(plan.batchesAfter(round), control);
            run(segment, ledger, sums);
            callbacks.onSegmentEnd(plan.batchesAfter(segment.toRound()) - 1, sums.training(), control);
            round = segment.toRound();
        }
        if (round < plan.rounds()) {
            run(plan.segment(round, round), ledger, sums); // stopped within the epoch: Keras validates even so
        } else {
            ledger.close();
        }
        Logs logs = sums.all();
        callbacks.onEpochEnd(plan.epoch(), logs, control);
        record.epochEnd(ledger.coverage(), sums, logs);
        return logs;
    }

    /** Runs to the end of the epoch, or of the round in which a callback wants to see the model. */
    private Segment nextSegment(EpochPlan plan, int round) {
        long due = callbacks.batchesUntilDue();
        int done = plan.batchesAfter(round);
        int end = round + 1;
        while (end < plan.rounds() && plan.batchesAfter(end) - done < due) {
            end = due == Long.MAX_VALUE ? plan.rounds() : end + 1;
        }
        return plan.segment(round, end);
    }

    private void run(Segment segment, Ledger ledger, EpochSums sums) throws InterruptedException {
        boolean ends = segment.isLast() || control.isStopping();
        int validationBatches =
                ends ? options.validation().batchesAfter(segment.plan().epoch()) : 0;
        SegmentWork work = new SegmentWork(
                segment,
                fit.seed(),
                options.feed(),
                options.metrics(),
                validationBatches,
                control.state().learningRate(),
                control.state().iteration());
        SegmentResult result = runner.run(work, control.state());
        if (result.fault() != null) {
            throw new TrainingFaultException(result.fault());
        }
        control.accept(result.state());
        ledger.add(result.trained());
        sums.add(result.reports());
        record.segmentEnd(segment, result.tasks(), sums);
    }
}
