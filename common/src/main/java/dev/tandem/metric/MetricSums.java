package dev.tandem.metric;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Loss and metrics of some samples as sums and counts. Shares of an epoch merge in replica order into the same bits, however they were
 * spread; the loss is the mean over samples, so that a short batch counts by its size. Not thread-safe.
 */
public final class MetricSums {

    private final List<Metric> metrics;
    private final List<double[]> sums = new ArrayList<>();
    private double lossSum;
    private long samples;

    public MetricSums(List<Metric> metrics) {
        this.metrics = List.copyOf(metrics);
        metrics.forEach(metric -> sums.add(new double[metric.size()]));
    }

    /**
     * The sums as plain numbers, to travel between processes.
     *
     * @param lossSum sum over samples of the loss
     * @param samples how many samples
     * @param sums one array per metric, in the order of the metrics
     */
    public record Share(double lossSum, long samples, List<double[]> sums) {}

    /** Whether batches must come with targets and predictions; else their loss and size will do. */
    public boolean wantsPredictions() {
        return !metrics.isEmpty();
    }

    /** Adds one batch's mean loss and size, for sums without metrics. */
    public void add(double loss, int size) {
        if (wantsPredictions()) {
            throw new IllegalArgumentException(
                    "Cannot add a batch without predictions: there are " + metrics.size() + " metrics that need them");
        }
        lossSum += loss * size;
        samples += size;
    }

    /** Adds one batch: its mean loss, its size, and its first target with the prediction for it. */
    public void add(double loss, int size, INDArray targets, INDArray predictions) {
        lossSum += loss * size;
        samples += size;
        for (int i = 0; i < metrics.size(); i++) {
            metrics.get(i).update(sums.get(i), targets, predictions);
        }
    }

    /** Adds another share of the same metrics. */
    public void merge(Share share) {
        if (share.sums().size() != sums.size()) {
            throw new IllegalArgumentException(
                    "Cannot merge sums of " + share.sums().size() + " metrics into " + sums.size());
        }
        lossSum += share.lossSum();
        samples += share.samples();
        for (int i = 0; i < metrics.size(); i++) {
            metrics.get(i).merge(sums.get(i), share.sums().get(i));
        }
    }

    public Share share() {
        return new Share(lossSum, samples, sums.stream().map(double[]::clone).toList());
    }

    public long samples() {
        return samples;
    }

    /** {@code loss} and each metric under its name, all with {@code prefix} before them; NaN where there were no samples. */
    public Logs logs(String prefix) {
        Logs logs = new Logs().put(prefix + "loss", samples == 0 ? Double.NaN : lossSum / samples);
        for (int i = 0; i < metrics.size(); i++) {
            logs.put(prefix + metrics.get(i).name(), metrics.get(i).result(sums.get(i)));
        }
        return logs;
    }
}
