package dev.tandem.metric;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Precision, recall and F1 over all elements of all outputs: an element counts as predicted above 0.5 and as true where its target is not
 * 0, as in Keras. F1 is the harmonic mean of that precision and recall (Keras's {@code average="micro"}). 0 where nothing was predicted
 * or true.
 *
 * @param name in the logs
 * @param kind which of the three
 */
record Confusion(String name, Kind kind) implements Metric {

    enum Kind {
        PRECISION,
        RECALL,
        F1
    }

    private static final int TRUE_POSITIVE = 0;
    private static final int FALSE_POSITIVE = 1;
    private static final int FALSE_NEGATIVE = 2;
    private static final int ALL = 3;

    @Override
    public Direction direction() {
        return Direction.MAX;
    }

    @Override
    public int size() {
        return 4;
    }

    @Override
    public void update(double[] sums, INDArray targets, INDArray predictions) {
        Rows.requireSameShape(name, targets, predictions);
        float[] target = Rows.of(targets).values();
        float[] predicted = Rows.of(predictions).values();
        int[] counts = new int[3];
        for (int i = 0; i < target.length; i++) {
            boolean isTrue = target[i] != 0;
            boolean isPredicted = predicted[i] > 0.5f;
            if (isTrue || isPredicted) {
                counts[isTrue && isPredicted ? TRUE_POSITIVE : isPredicted ? FALSE_POSITIVE : FALSE_NEGATIVE]++;
            }
        }
        for (int i = 0; i < counts.length; i++) {
            sums[i] += counts[i];
        }
        sums[ALL] += target.length;
    }

    @Override
    public double result(double[] sums) {
        double hits = sums[TRUE_POSITIVE];
        double predicted = hits + sums[FALSE_POSITIVE];
        double positive = hits + sums[FALSE_NEGATIVE];
        if (sums[ALL] == 0) {
            return Double.NaN;
        }
        return switch (kind) {
            case PRECISION -> ratio(hits, predicted);
            case RECALL -> ratio(hits, positive);
            case F1 -> ratio(2 * hits, predicted + positive);
        };
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
