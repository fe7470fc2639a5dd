package dev.tandem.data;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Keras's {@code class_weight}: the weight of a sample by its class, multiplied onto the batch's own sample weight where it has one.
 *
 * <p>The class is the largest column of one-hot targets, or the rounded value of a single column. Targets of shape (batch size, columns,
 * time steps), DL4J's layout of sequences, get a weight per time step.
 *
 * @param weights by class; a class that is missing weighs 1
 */
public record ClassWeights(Map<Integer, Double> weights) implements Serializable {

    /** Every class weighs 1. */
    public static final ClassWeights NONE = new ClassWeights(Map.of());

    public ClassWeights {
        weights.forEach(ClassWeights::require);
        weights = Collections.unmodifiableMap(new TreeMap<>(weights));
    }

    /** The same data, weighed; without weights the very same. */
    public TrainingData on(TrainingData data) {
        if (weights.isEmpty()) {
            return data;
        }
        return data instanceof Sequence sequence
                ? new WeightedSequence(sequence, this)
                : new WeightedGenerator((BatchGenerator) data, this);
    }

    /**
     * The batch with these weights, in the place of the one given.
     *
     * @throws IllegalArgumentException if it has not one target, or that has a shape without classes
     */
    Batch weigh(Batch batch) {
        if (batch.targets().size() != 1) {
            throw new IllegalArgumentException("class_weight needs a model of one output, but the batch has "
                    + batch.targets().size() + " target arrays (give sample weights instead)");
        }
        INDArray byClass = weigh(batch.targets().get(0));
        if (batch.sampleWeights().isEmpty()) {
            return new Batch(batch.inputs(), batch.targets(), List.of(byClass));
        }
        INDArray own = batch.sampleWeights().get(0);
        multiply(byClass, own);
        if (own.closeable()) {
            own.close();
        }
        return new Batch(batch.inputs(), batch.targets(), List.of(byClass));
    }

    /** Weights of shape (batch size), of sequences (batch size, time steps). */
    private INDArray weigh(INDArray targets) {
        if (targets.rank() > 3) {
            throw new IllegalArgumentException("class_weight needs targets of shape (batch size), (batch size, classes)"
                    + " or (batch size, classes, time steps), but they have " + targets.rank() + " dimensions");
        }
        int samples = (int) targets.size(0);
        int columns = targets.rank() == 1 ? 1 : (int) targets.size(1);
        int steps = targets.rank() == 3 ? (int) targets.size(2) : 1;
        INDArray rows = targets.reshape('c', samples, columns, steps);
        float[] values = new float[samples * steps];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) of(classAt(rows, i / steps, i % steps));
        }
        long[] shape = targets.rank() == 3 ? new long[] {samples, steps} : new long[] {samples};
        return FloatArrays.of(values, shape);
    }

    private static int classAt(INDArray rows, int sample, int step) {
        if (rows.size(1) == 1) {
            return (int) Math.rint(rows.getDouble(sample, 0, step));
        }
        int largest = 0;
        for (int column = 1; column < rows.size(1); column++) {
            if (rows.getDouble(sample, column, step) > rows.getDouble(sample, largest, step)) {
                largest = column;
            }
        }
        return largest;
    }

    private double of(int number) {
        return weights.getOrDefault(number, 1.0);
    }

    /** One weight per sample counts for all its time steps. */
    private static void multiply(INDArray byClass, INDArray own) {
        long samples = byClass.size(0);
        boolean perSample = own.length() == samples;
        if (!perSample && own.length() != byClass.length()) {
            throw new IllegalArgumentException("Sample weights of shape " + own.shapeInfoToString()
                    + " do not fit: give one per sample (" + samples + ") or per sample and time step");
        }
        INDArray factors = own.castTo(DataType.FLOAT).reshape('c', samples, own.length() / samples);
        INDArray products = byClass.reshape('c', samples, byClass.length() / samples);
        if (perSample) {
            products.muliColumnVector(factors);
        } else {
            products.muli(factors);
        }
    }

    private static void require(Integer number, Double weight) {
        if (number < 0) {
            throw new IllegalArgumentException("Invalid class_weight: class " + number + " (must be >= 0)");
        }
        if (!(weight >= 0) || weight.isInfinite()) {
            throw new IllegalArgumentException(
                    "Invalid class_weight: " + weight + " for class " + number + " (must be a finite number >= 0)");
        }
    }
}
