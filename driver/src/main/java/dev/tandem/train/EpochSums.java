package dev.tandem.train;

import dev.tandem.metric.Logs;
import dev.tandem.metric.Metric;
import dev.tandem.metric.MetricSums;
import dev.tandem.replica.ReplicaReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sums of one epoch, merged in the order of segments and replicas. */
final class EpochSums {

    private final MetricSums training;
    private final MetricSums validation;

    /** Sums that go on from a share of the epoch, or begin where there is none. */
    EpochSums(List<Metric> metrics, MetricSums.@Nullable Share soFar) {
        training = new MetricSums(metrics);
        validation = new MetricSums(metrics);
        if (soFar != null) {
            training.merge(soFar);
        }
    }

    /** What was trained on so far, to go on from. */
    MetricSums.Share share() {
        return training.share();
    }

    void add(List<ReplicaReport> reports) {
        for (ReplicaReport report : reports) {
            training.merge(report.training());
            validation.merge(report.validation());
        }
    }

    long samples() {
        return training.samples();
    }

    double lossSum() {
        return training.lossSum();
    }

    /** Means so far, without validation; none while all batches were bad. */
    Logs soFar() {
        return training.samples() == 0 ? new Logs() : training.logs("");
    }

    /** Means of the epoch; with {@code val_} names if validation was due. */
    Logs all() {
        Logs logs = training.logs("");
        return validation.samples() == 0 ? logs : logs.putAll(validation.logs("val_"));
    }
}
