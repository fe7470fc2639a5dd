package dev.tandem.metric;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How often fewer than {@code k} classes are predicted above the right one; equals do not count as above, as in TensorFlow.
 *
 * @param name in the logs
 * @param k at least 1
 */
record TopK(String name, int k) implements Metric {

    private static final int RIGHT = 0;
    private static final int ALL = 1;

    TopK {
        if (k < 1) {
            throw new IllegalArgumentException("Invalid k of " + name + ": " + k + " (must be >= 1)");
        }
    }

    @Override
    public Direction direction() {
        return Direction.MAX;
    }

    @Override
    public int size() {
        return 2;
    }

    @Override
    public void update(double[] sums, INDArray targets, INDArray predictions) {
        Rows target = Rows.of(targets);
        Rows predicted = Rows.of(predictions);
        Accuracy.requireClasses(name, target, predicted);
        int right = 0;
        for (int row = 0; row < predicted.count(); row++) {
            if (above(predicted, row, target.classOf(row)) < k) {
                right++;
            }
        }
        sums[RIGHT] += right;
        sums[ALL] += predicted.count();
    }

    @Override
    public double result(double[] sums) {
        return sums[RIGHT] / sums[ALL];
    }

    private static int above(Rows predicted, int row, int label) {
        float[] values = predicted.values();
        int start = row * predicted.columns();
        if (label < 0 || label >= predicted.columns() || !Float.isFinite(values[start + label])) {
            return Integer.MAX_VALUE;
        }
        int above = 0;
        for (int i = start; i < start + predicted.columns(); i++) {
            if (values[i] > values[start + label]) {
                above++;
            }
        }
        return above;
    }
}
