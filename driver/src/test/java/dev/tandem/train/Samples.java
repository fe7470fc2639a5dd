package dev.tandem.train;

import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Seeded points in classes that a small network can tell apart.
 *
 * @param samples how many
 * @param batchSize of all batches but perhaps the last
 * @param features inputs of a sample
 * @param classes to tell apart
 */
public record Samples(int samples, int batchSize, int features, int classes) implements Sequence {

    @Override
    public int length() {
        return (samples + batchSize - 1) / batchSize;
    }

    @Override
    public Batch get(int index) {
        int first = index * batchSize;
        int size = Math.min(batchSize, samples - first);
        INDArray inputs = Nd4j.create(size, features);
        INDArray targets = Nd4j.zeros(size, classes);
        for (int row = 0; row < size; row++) {
            Random random = new Random(31L * (first + row) + 7);
            int label = random.nextInt(classes);
            for (int column = 0; column < features; column++) {
                double centre = column % classes == label ? 1 : 0;
                inputs.putScalar(row, column, centre + 0.4 * random.nextGaussian());
            }
            targets.putScalar(row, label, 1);
        }
        return Batch.of(inputs, targets);
    }

    /** The same samples in one batch: what one machine would train on in one step. */
    Samples joined() {
        return new Samples(samples, samples, features, classes);
    }
}
