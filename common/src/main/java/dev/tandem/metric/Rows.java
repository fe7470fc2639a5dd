package dev.tandem.metric;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.common.util.ArrayUtil;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Values as rows of columns: (samples, columns) as they are, sequences (samples, columns, steps) as one row per sample and step, images
 * (samples, columns, height, width) as one row per sample and position.
 *
 * @param values row by row
 * @param columns values in a row, at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // lives within one update
record Rows(float[] values, int columns) {

    static Rows of(INDArray array) {
        int columns = array.rank() < 2 ? 1 : (int) array.size(1);
        return new Rows(read(columnsLast(array)), columns);
    }

    /** Targets and predictions of the same shape. */
    static void requireSameShape(String metric, INDArray targets, INDArray predictions) {
        if (targets.length() != predictions.length()) {
            throw new IllegalArgumentException("Cannot compute " + metric + " of targets of shape "
                    + Arrays.toString(targets.shape()) + " and predictions of shape "
                    + Arrays.toString(predictions.shape()) + ": they must be the same");
        }
    }

    int count() {
        return values.length / columns;
    }

    /** Column of the largest value of a row; the first one of equals. */
    int largest(int row) {
        int start = row * columns;
        int best = start;
        for (int i = start + 1; i < start + columns; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best - start;
    }

    /** The class that a row of targets names: the largest of one-hot columns, or a single column's value. */
    int classOf(int row) {
        return columns == 1 ? (int) values[row] : largest(row);
    }

    private static INDArray columnsLast(INDArray array) {
        if (array.rank() < 3) {
            return array;
        }
        int[] order = new int[array.rank()];
        for (int i = 1; i < order.length - 1; i++) {
            order[i] = i + 1;
        }
        order[order.length - 1] = 1;
        return array.permute(order);
    }

    private static float[] read(INDArray array) {
        if (array.dataType() == DataType.FLOAT && isRowByRow(array)) {
            return copied(array);
        }
        INDArray rows = array.castTo(DataType.FLOAT).dup('c');
        float[] values = copied(rows);
        rows.close();
        return values;
    }

    private static boolean isRowByRow(INDArray array) {
        return array.ordering() == 'c' && Arrays.equals(array.stride(), ArrayUtil.calcStrides(array.shape()));
    }

    private static float[] copied(INDArray rows) {
        float[] values = new float[(int) rows.length()];
        Nd4j.getExecutioner().commit();
        Nd4j.getAffinityManager().ensureLocation(rows, Location.HOST);
        new FloatPointer(rows.data().pointer()).position(rows.offset()).get(values);
        return values;
    }
}
