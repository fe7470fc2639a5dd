package dev.tandem.metric;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Area under the ROC curve over all elements of all outputs, by the trapezoid rule on 200 thresholds, as Keras's {@code AUC()}: −ε, 1/199,
 * 2/199, …, 198/199, 1 + ε. A prediction counts where it is above the threshold, an element as true where its target is not 0.
 *
 * @param name in the logs
 */
record Auc(String name) implements Metric {

    private static final int THRESHOLDS = 200;
    private static final int ALL = 2 * THRESHOLDS;

    @Override
    public Direction direction() {
        return Direction.MAX;
    }

    /** True elements by the highest threshold that their prediction is above, then false ones, then how many there were. */
    @Override
    public int size() {
        return 2 * THRESHOLDS + 1;
    }

    @Override
    public void update(double[] sums, INDArray targets, INDArray predictions) {
        Rows.requireSameShape(name, targets, predictions);
        float[] target = Rows.of(targets).values();
        float[] predicted = Rows.of(predictions).values();
        for (int i = 0; i < target.length; i++) {
            int highest = (int) Math.ceil(predicted[i] * (float) (THRESHOLDS - 1)) - 1;
            int bucket = Math.max(0, Math.min(THRESHOLDS - 2, highest));
            sums[target[i] != 0 ? bucket : THRESHOLDS + bucket]++;
        }
        sums[ALL] += target.length;
    }

    @Override
    public double result(double[] sums) {
        if (sums[ALL] == 0) {
            return Double.NaN;
        }
        double positives = sum(sums, 0);
        double negatives = sum(sums, THRESHOLDS);
        if (positives == 0 || negatives == 0) {
            return 0;
        }
        double hits = 0;
        double area = 0;
        for (int bucket = THRESHOLDS - 1; bucket >= 0; bucket--) {
            area += sums[THRESHOLDS + bucket] * (hits + sums[bucket] / 2);
            hits += sums[bucket];
        }
        return area / (positives * negatives);
    }

    private static double sum(double[] sums, int from) {
        double sum = 0;
        for (int i = from; i < from + THRESHOLDS; i++) {
            sum += sums[i];
        }
        return sum;
    }
}
