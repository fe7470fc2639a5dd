package dev.tandem.train;

import dev.tandem.metric.Metric;
import dev.tandem.metric.Metrics;
import dev.tandem.replica.SegmentWork.FeedOptions;
import java.util.List;

/**
 * Arguments of {@link Trainer#evaluate}. Immutable: each method returns new options.
 *
 * @param metrics what to measure, besides the loss
 * @param steps how many batches at most, from the first
 * @param feed how batches are read ahead
 */
public record EvaluateOptions(List<Metric> metrics, int steps, FeedOptions feed) {

    /** Accuracy, over all batches. */
    public static final EvaluateOptions STANDARD =
            new EvaluateOptions(List.of(Metrics.named("accuracy")), Integer.MAX_VALUE, FeedOptions.STANDARD);

    public EvaluateOptions {
        metrics = List.copyOf(metrics);
        if (steps < 1) {
            throw new IllegalArgumentException("Invalid steps: " + steps + " (must be >= 1)");
        }
    }

    public EvaluateOptions metrics(List<Metric> newMetrics) {
        return new EvaluateOptions(newMetrics, steps, feed);
    }

    public EvaluateOptions steps(int newSteps) {
        return new EvaluateOptions(metrics, newSteps, feed);
    }

    public EvaluateOptions feed(FeedOptions newFeed) {
        return new EvaluateOptions(metrics, steps, newFeed);
    }
}
