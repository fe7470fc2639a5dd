package dev.tandem.table;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Count, mean, sum of squared distances from the mean, least and greatest value of each feature. Parts are merged pairwise (Chan, Golub,
 * LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances", 1979); the same parts merged in the same order
 * give the same bits.
 */
public final class ColumnStatistics {

    private long count;
    private final double[] means;
    private final double[] squares;
    private final double[] least;
    private final double[] greatest;

    /** Of no rows yet. */
    public ColumnStatistics(int features) {
        means = new double[features];
        squares = new double[features];
        least = new double[features];
        greatest = new double[features];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
    }

    /** Adds the rows of an input of shape (batch size, …). */
    public void add(INDArray rows) {
        int size = (int) rows.size(0);
        float[] values = rows.castTo(DataType.FLOAT).dup('c').data().asFloat();
        int features = means.length;
        if (values.length != size * features) {
            throw new IllegalArgumentException(
                    "Rows of " + values.length / size + " values do not fit statistics of " + features);
        }
        ColumnStatistics part = new ColumnStatistics(features);
        part.count = size;
        for (int i = 0; i < values.length; i++) {
            part.means[i % features] += values[i];
            part.least[i % features] = Math.min(part.least[i % features], values[i]);
            part.greatest[i % features] = Math.max(part.greatest[i % features], values[i]);
        }
        for (int feature = 0; feature < features; feature++) {
            part.means[feature] /= size;
        }
        for (int i = 0; i < values.length; i++) {
            double distance = values[i] - part.means[i % features];
            part.squares[i % features] += distance * distance;
        }
        merge(part);
    }

    /** Adds what another one has seen. */
    public void merge(ColumnStatistics other) {
        if (other.count == 0) {
            return;
        }
        double all = (double) count + other.count;
        for (int i = 0; i < means.length; i++) {
            double distance = other.means[i] - means[i];
            squares[i] += other.squares[i] + distance * distance * (count * (double) other.count / all);
            means[i] += distance * (other.count / all);
            least[i] = Math.min(least[i], other.least[i]);
            greatest[i] = Math.max(greatest[i], other.greatest[i]);
        }
        count += other.count;
    }

    /** Number of features. */
    public int features() {
        return means.length;
    }

    /** Number of rows. */
    public long count() {
        return count;
    }

    public double mean(int feature) {
        return means[feature];
    }

    /** Of all rows, not an estimate for others: divided by their number. */
    public double standardDeviation(int feature) {
        return Math.sqrt(squares[feature] / count);
    }

    public double least(int feature) {
        return least[feature];
    }

    public double greatest(int feature) {
        return greatest[feature];
    }

    /** As bytes, to be sent. */
    public byte[] toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES + 4 * means.length * Double.BYTES);
        buffer.putLong(count);
        for (double[] values : new double[][] {means, squares, least, greatest}) {
            for (double value : values) {
                buffer.putDouble(value);
            }
        }
        return buffer.array();
    }

    public static ColumnStatistics fromBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        ColumnStatistics read = new ColumnStatistics((bytes.length - Long.BYTES) / (4 * Double.BYTES));
        read.count = buffer.getLong();
        for (double[] values : new double[][] {read.means, read.squares, read.least, read.greatest}) {
            for (int i = 0; i < values.length; i++) {
                values[i] = buffer.getDouble();
            }
        }
        return read;
    }
}
