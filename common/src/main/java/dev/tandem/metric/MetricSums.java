package dev.tandem.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Loss and metrics of some samples as sums and counts. The sums are exact, so that shares of an epoch merge into the same bits, however they
 * were cut and spread; the loss is the mean over samples, so that a short batch counts by its size. Not thread-safe.
 */
public final class MetricSums {

    private final List<Metric> metrics;
    private final List<ExactSum[]> sums = new ArrayList<>();
    private final ExactSum lossSum = new ExactSum();
    private long samples;

    public MetricSums(List<Metric> metrics) {
        this.metrics = List.copyOf(metrics);
        metrics.forEach(metric ->
                sums.add(Stream.generate(ExactSum::new).limit(metric.size()).toArray(ExactSum[]::new)));
    }

    /**
     * The sums as plain numbers, to travel between processes: each as a few terms whose sum it exactly is.
     *
     * @param lossSum sum over samples of the loss
     * @param samples how many samples
     * @param sums one array of sums per metric, in the order of the metrics
     */
    @SuppressWarnings("ArrayRecordComponent") // terms are handed over, and only ever added up
    public record Share(double[] lossSum, long samples, List<double[][]> sums) {}

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
        lossSum.add(loss * size);
        samples += size;
    }

    /** Adds one batch: its mean loss, its size, and its first target with the prediction for it. */
    public void add(double loss, int size, INDArray targets, INDArray predictions) {
        lossSum.add(loss * size);
        samples += size;
        for (int i = 0; i < metrics.size(); i++) {
            double[] batch = new double[metrics.get(i).size()];
            metrics.get(i).update(batch, targets, predictions);
            add(sums.get(i), batch);
        }
    }

    private static void add(ExactSum[] sums, double[] batch) {
        for (int i = 0; i < batch.length; i++) {
            sums[i].add(batch[i]);
        }
    }

    /** Adds another share of the same metrics. */
    public void merge(Share share) {
        if (share.sums().size() != sums.size()) {
            throw new IllegalArgumentException(
                    "Cannot merge sums of " + share.sums().size() + " metrics into " + sums.size());
        }
        lossSum.addAll(share.lossSum());
        samples += share.samples();
        for (int i = 0; i < metrics.size(); i++) {
            merge(sums.get(i), share.sums().get(i));
        }
    }

    private static void merge(ExactSum[] sums, double[][] terms) {
        for (int i = 0; i < sums.length; i++) {
            sums[i].addAll(terms[i]);
        }
    }

    /** The sums so far; they do not change later. */
    public Share share() {
        return new Share(
                lossSum.terms(),
                samples,
                sums.stream()
                        .map(each -> Stream.of(each).map(ExactSum::terms).toArray(double[][]::new))
                        .toList());
    }

    /** Sum over samples of the loss. */
    public double lossSum() {
        return lossSum.value();
    }

    public long samples() {
        return samples;
    }

    /** {@code loss} and each metric under its name, all with {@code prefix} before them; NaN where there were no samples. */
    public Logs logs(String prefix) {
        Logs logs = new Logs().put(prefix + "loss", samples == 0 ? Double.NaN : lossSum() / samples);
        for (int i = 0; i < metrics.size(); i++) {
            logs.put(prefix + metrics.get(i).name(), metrics.get(i).result(values(sums.get(i))));
        }
        return logs;
    }

    private static double[] values(ExactSum[] sums) {
        return Stream.of(sums).mapToDouble(ExactSum::value).toArray();
    }
}
