package dev.tandem.bench;

import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Patterns that cost next to nothing to make, with values from 0 to 1.
 *
 * @param length batches
 * @param shape of the inputs of a batch: batch size, channels, height, width
 * @param classes columns of the targets
 */
public record MadeUpImages(int length, int[] shape, int classes) implements Sequence {

    @Override
    public Batch get(int index) {
        float[] values = new float[shape[0] * shape[1] * shape[2] * shape[3]];
        for (int i = 0; i < values.length; i++) {
            values[i] = ((i + index) * 0x9E3779B9 >>> 24) / 255f;
        }
        INDArray targets = Nd4j.zeros(shape[0], classes);
        for (int row = 0; row < shape[0]; row++) {
            targets.putScalar(row, (row + index) % classes, 1);
        }
        return Batch.of(Nd4j.create(values, new long[] {shape[0], shape[1], shape[2], shape[3]}), targets);
    }
}
