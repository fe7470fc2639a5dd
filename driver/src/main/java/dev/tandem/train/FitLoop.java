package dev.tandem.train;

import dev.tandem.cluster.SegmentResult;
import dev.tandem.cluster.SegmentRunner;
import dev.tandem.metric.Logs;
import dev.tandem.plan.EpochPlan;
import dev.tandem.plan.Ledger;
import dev.tandem.plan.Segment;
import dev.tandem.replica.SegmentChain;
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
    private final RunParts run;
    private final Checkpoints checkpoints;

    FitLoop(FitPlan fit, SegmentRunner runner, RunParts run, Checkpoints checkpoints) {
        this.fit = fit;
        this.options = fit.options();
        this.runner = runner;
        this.run = run;
        this.checkpoints = checkpoints;
    }

    /** Trains until the last epoch is done or a callback asks to stop; goes on from a commit if there is one. */
    void run() throws InterruptedException {
        run.callbacks().onTrainBegin(run.control());
        Standing standing = checkpoints.restore(Standing.at(options.initialEpoch()));
        while (standing.epoch() < options.epochs() && !run.control().isStopping()) {
            train(fit.epoch(standing.epoch()), standing);
            standing = Standing.at(standing.epoch() + 1);
            checkpoints.commit(standing);
        }
        run.callbacks().onTrainEnd(run.record().lastLogs(), run.control());
    }

    private void train(EpochPlan plan, Standing standing) throws InterruptedException {
        Ledger ledger = new Ledger(plan);
        ledger.add(standing.trained());
        ledger.skip(standing.skipped());
        EpochSums sums = new EpochSums(options.metrics(), standing.training());
        run.record().epochBegin(plan);
        run.record().roundsDone(plan, standing.round(), sums);
        if (standing.round() == 0) {
            run.callbacks().onEpochBegin(plan.epoch(), run.control());
        }
        int round = standing.round();
        while (round < plan.rounds() && !run.control().isStopping()) {
            Segment known = known(plan, round);
            run.callbacks().onSegmentBegin(plan.batchesAfter(round), run.control());
            round = train(known, ledger, sums).toRound();
            run.callbacks().onSegmentEnd(plan.batchesAfter(round) - 1, sums.soFar(), run.control());
            if (round < plan.rounds() && !run.control().isStopping()) {
                checkpoints.roundsDone(
                        new Standing(plan.epoch(), round, ledger.entries(), ledger.skipped(), sums.share()));
            }
        }
        if (round < plan.rounds()) {
            train(plan.segment(round, round), ledger, sums); // stopped within the epoch: Keras validates even so
        } else {
            BadBatches.requireTrained(ledger.close());
        }
        Logs logs = sums.all();
        checkpoints.requireClaim();
        run.callbacks().onEpochEnd(plan.epoch(), logs, run.control());
        run.record().epochEnd(ledger.coverage(), sums, logs);
    }

    /** All that is known of what comes next: to the end of the epoch, or of the round in which a callback wants to see the model. */
    private Segment known(EpochPlan plan, int round) {
        long due = run.callbacks().batchesUntilDue();
        int done = plan.batchesAfter(round);
        int last = checkpoints.horizon(plan, round);
        int end = due == Long.MAX_VALUE ? last : round + 1;
        while (end < last && plan.batchesAfter(end) - done < due) {
            end++;
        }
        return plan.segment(round, end);
    }

    /** Trains to the first commit point of what is known; tasks may go on with the rest while this looks at the result. */
    private Segment train(Segment known, Ledger ledger, EpochSums sums) throws InterruptedException {
        BadBatches bad = run.record().badBatches(ledger.coverage());
        boolean ends = known.isLast() || run.control().isStopping();
        SegmentWork work = new SegmentWork(
                known,
                fit.seed(),
                options.feed(),
                fit.averaging(),
                options.metrics(),
                ends ? options.validation().batchesAfter(known.plan().epoch()) : 0,
                run.control().state().learningRate(),
                run.control().state().iteration(),
                bad.budget());
        SegmentChain ahead = new SegmentChain(work, checkpoints.cutEvery());
        Segment segment = ahead.first().segment();
        SegmentResult result = runner.run(ahead, run.control().state());
        bad.check(segment, result);
        run.control().accept(result.state());
        ledger.add(result.trained());
        ledger.skip(result.skipped());
        sums.add(result.reports());
        run.record().ranOn(result.tasks(), result.sentBytes());
        run.record().skipped(segment.plan(), result.skipped());
        run.record().roundsDone(segment.plan(), segment.toRound(), sums);
        return segment;
    }
}
