package dev.tandem.metric;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How many predictions are right. Of several columns the largest is the prediction; targets are one-hot rows of the same width, or class
 * numbers in one column. A single column is right where it is above 0.5 and the target is 1, or not above and the target is 0.
 *
 * @param name in the logs
 * @param kind which of the two
 */
record Accuracy(String name, Kind kind) implements RightShare {

    enum Kind {
        BINARY,
        CATEGORICAL,
        /** Binary for predictions of one column, else categorical. */
        BY_COLUMNS
    }

    @Override
    public void update(double[] sums, INDArray targets, INDArray predictions) {
        Rows target = Rows.of(targets);
        Rows predicted = Rows.of(predictions);
        if (kind == Kind.BINARY || (kind == Kind.BY_COLUMNS && predicted.columns() == 1)) {
            Rows.requireSameShape(name, targets, predictions);
            float[] expected = target.values();
            float[] values = predicted.values();
            count(sums, expected.length, i -> expected[i] == (values[i] > 0.5f ? 1 : 0));
        } else {
            requireClasses(name, target, predicted);
            count(sums, predicted.count(), row -> target.classOf(row) == predicted.largest(row));
        }
    }

    static void requireClasses(String metric, Rows target, Rows predicted) {
        if (target.count() != predicted.count() || (target.columns() != predicted.columns() && target.columns() != 1)) {
            throw new IllegalArgumentException("Cannot compute " + metric + " of " + target.count() + " targets of "
                    + target.columns() + " columns and " + predicted.count() + " predictions of " + predicted.columns()
                    + " columns: expected one-hot targets as wide as the predictions, or one class number each");
        }
    }
}
