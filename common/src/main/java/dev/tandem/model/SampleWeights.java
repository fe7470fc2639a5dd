package dev.tandem.model;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Weights of one output, laid out as the rows that DL4J's losses see: one row per sample, or for sequences one per sample and time step,
 * samples of the same step next to each other.
 *
 * @param values of shape (batch size) or (batch size, 1); for sequences also (batch size, time steps)
 * @param targets the targets they belong to, of shape (batch size, …)
 */
record SampleWeights(INDArray values, INDArray targets) {

    /** A column of one weight per row of the loss. */
    INDArray column(long rows, DataType type) {
        int samples = (int) targets.size(0);
        int steps = (int) (rows / samples);
        int given = (int) (values.length() / samples);
        boolean fits = given == 1 || (values.rank() == 2 && given == steps && targets.rank() == 3);
        if (!fits || rows % samples != 0 || values.length() % samples != 0) {
            throw new IllegalArgumentException("Sample weights of shape " + Arrays.toString(values.shape())
                    + " do not fit targets of shape " + Arrays.toString(targets.shape())
                    + ": give one weight per sample ("
                    + samples + ")"
                    + (targets.rank() == 3 ? " or per sample and time step (" + samples + ", " + steps + ")" : ""));
        }
        float[] weights =
                values.castTo(DataType.FLOAT).dup('c').reshape(values.length()).toFloatVector();
        float[] column = new float[(int) rows];
        // Images have the positions of one sample next to each other, sequences the samples of one time step.
        boolean sampleMajor = targets.rank() > 3;
        for (int row = 0; row < column.length; row++) {
            int sample = sampleMajor ? row / steps : row % samples;
            column[row] = weights[given == 1 ? sample : sample * given + row / samples];
        }
        return Nd4j.createFromArray(column).reshape(rows, 1).castTo(type);
    }
}
