package dev.tandem.train;

import dev.tandem.averaging.AveragingOptions;
import dev.tandem.cluster.SegmentResult;
import dev.tandem.cluster.SegmentRunner;
import dev.tandem.data.Sequence;
import dev.tandem.metric.Logs;
import dev.tandem.metric.MetricSums;
import dev.tandem.model.ModelDefinition;
import dev.tandem.model.TrainingState;
import dev.tandem.plan.EpochPlan;
import dev.tandem.replica.BadBatchBudget;
import dev.tandem.replica.ReplicaReport;
import dev.tandem.replica.SegmentChain;
import dev.tandem.replica.SegmentWork;
import dev.tandem.task.RunData;
import java.util.UUID;

/**
 * Evaluation without training: a segment of no rounds, of which the validation is all.
 *
 * @param data to evaluate
 * @param replicas that share it
 * @param options what to measure, and how much
 */
record Evaluation(Sequence data, int replicas, EvaluateOptions options) {

    /** What executors need of it. */
    RunData runData(ModelDefinition model) {
        return new RunData(UUID.randomUUID().toString(), model, data, data);
    }

    Logs run(SegmentRunner runner, TrainingState state) throws InterruptedException {
        EpochPlan plan = EpochPlan.of(data.length(), replicas, 0, 0, false, 1);
        SegmentWork work = new SegmentWork(
                plan.segment(0, 0),
                0,
                options.feed(),
                AveragingOptions.STANDARD,
                options.metrics(),
                Math.min(options.steps(), data.length()),
                state.learningRate(),
                state.iteration(),
                BadBatchBudget.NONE);
        SegmentResult result = runner.run(SegmentChain.of(work), state);
        if (result.fault() != null) {
            throw new TrainingFaultException(result.fault());
        }
        MetricSums sums = new MetricSums(options.metrics());
        for (ReplicaReport report : result.reports()) {
            sums.merge(report.validation());
        }
        return sums.logs("");
    }
}
