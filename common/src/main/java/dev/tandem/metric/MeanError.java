package dev.tandem.metric;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Mean over all elements of the squared or absolute error.
 *
 * @param name in the logs
 * @param kind which of the two
 */
record MeanError(String name, Kind kind) implements Metric {

    enum Kind {
        SQUARED,
        ABSOLUTE
    }

    private static final int ERROR = 0;
    private static final int ALL = 1;

    @Override
    public Direction direction() {
        return Direction.MIN;
    }

    @Override
    public int size() {
        return 2;
    }

    @Override
    public void update(double[] sums, INDArray targets, INDArray predictions) {
        Rows.requireSameShape(name, targets, predictions);
        float[] target = Rows.of(targets).values();
        float[] predicted = Rows.of(predictions).values();
        double sum = 0;
        for (int i = 0; i < target.length; i++) {
            double error = (double) target[i] - predicted[i];
            sum += kind == Kind.SQUARED ? error * error : Math.abs(error);
        }
        sums[ERROR] += sum;
        sums[ALL] += target.length;
    }

    @Override
    public double result(double[] sums) {
        return sums[ERROR] / sums[ALL];
    }
}
