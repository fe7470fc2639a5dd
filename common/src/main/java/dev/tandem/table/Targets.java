package dev.tandem.table;

import dev.tandem.data.Batch;
import dev.tandem.data.FloatArrays;
import dev.tandem.data.OneHot;
import java.io.IOException;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays of a batch. */
final class Targets {

    private static final long MOST_VALUES = 1L << 28;

    private Targets() {}

    /** A batch of rows; without targets if they have none. */
    static Batch batch(INDArray inputs, float[] targets, int width) {
        return width == 0
                ? new Batch(List.of(inputs), List.of(), List.of())
                : Batch.of(inputs, FloatArrays.of(targets, inputs.size(0), width));
    }

    /** Class numbers, one per row, as one-hot targets; {@code place} tells where a row is that is none of the classes. */
    static INDArray oneHot(float[] labels, int classes, Place place) throws IOException {
        int[] indices = new int[labels.length];
        for (int row = 0; row < labels.length; row++) {
            indices[row] = (int) labels[row];
            if (indices[row] != labels[row] || indices[row] < 0 || indices[row] >= classes) {
                throw new IOException(place.of(row) + ": the label " + plain(labels[row])
                        + " is no class: with classes " + classes + " labels go from 0 to " + (classes - 1));
            }
        }
        return OneHot.of(indices, classes);
    }

    /** Where a row of a batch stands. */
    interface Place {
        String of(int row);
    }

    /** Refuses batches of which an array could not be held; {@code file} is named. */
    static void checkSize(Object file, int batchSize, long rowValues) throws IOException {
        if (rowValues > MOST_VALUES / batchSize) {
            throw new IOException(file + " has " + rowValues + " values in a row: a batch of " + batchSize
                    + " rows would have more than the " + MOST_VALUES + " that fit (use a smaller batch_size)");
        }
    }

    private static String plain(float value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Float.toString(value);
    }
}
