package dev.tandem.metric;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How often fewer than {@code k} classes are predicted above the right one; equals do not count as above, as in TensorFlow.
 *
 * @param name in the logs
 * @param k at least 1
 */
record TopK(String name, int k) implements RightShare {

    TopK {
        if (k < 1) {
            throw new IllegalArgumentException("Invalid k of " + name + ": " + k + " (must be >= 1)");
        }
    }

    @Override
    public void update(double[] sums, INDArray targets, INDArray predictions) {
        Rows target = Rows.of(targets);
        Rows predicted = Rows.of(predictions);
        Accuracy.requireClasses(name, target, predicted);
        count(sums, predicted.count(), row -> above(predicted, row, target.classOf(row)) < k);
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
