package dev.tandem.data;

import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Inputs, targets and optional sample weights of some samples. Every array has the same first dimension, the batch size.
 *
 * @param inputs one array per model input, each of shape (batch size, …)
 * @param targets one array per model output, each of shape (batch size, …); empty for prediction
 * @param sampleWeights none, or one array per target, of shape (batch size) or (batch size, time steps)
 */
public record Batch(List<INDArray> inputs, List<INDArray> targets, List<INDArray> sampleWeights)
        implements AutoCloseable {

    public Batch {
        inputs = List.copyOf(inputs);
        targets = List.copyOf(targets);
        sampleWeights = List.copyOf(sampleWeights);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("A batch needs at least one input array, but has none");
        }
        requireSameSize("inputs", inputs, inputs.get(0));
        requireSameSize("targets", targets, inputs.get(0));
        requireSameSize("sampleWeights", sampleWeights, inputs.get(0));
        if (!sampleWeights.isEmpty() && sampleWeights.size() != targets.size()) {
            throw new IllegalArgumentException("A batch has " + targets.size() + " target arrays but "
                    + sampleWeights.size() + " sample weight arrays: give one per target, or none");
        }
    }

    /** A batch of one input and one target array. */
    public static Batch of(INDArray input, INDArray target) {
        return new Batch(List.of(input), List.of(target), List.of());
    }

    /** A batch of one input and one target array with a weight for each sample. */
    public static Batch of(INDArray input, INDArray target, INDArray sampleWeight) {
        return new Batch(List.of(input), List.of(target), List.of(sampleWeight));
    }

    /** The batch size: how many samples there are. */
    public int size() {
        return (int) inputs.get(0).size(0);
    }

    /** Frees the arrays' memory off the heap at once; they must not be used again. */
    @Override
    public void close() {
        Stream.of(inputs, targets, sampleWeights)
                .flatMap(List::stream)
                .filter(INDArray::closeable)
                .forEach(INDArray::close);
    }

    private static void requireSameSize(String part, List<INDArray> arrays, INDArray first) {
        for (int i = 0; i < arrays.size(); i++) {
            if (arrays.get(i).rank() == 0) {
                throw new IllegalArgumentException(
                        part + "[" + i + "] is a scalar: the first dimension must be the batch size");
            }
            if (arrays.get(i).size(0) != first.size(0)) {
                throw new IllegalArgumentException(
                        part + "[" + i + "] has " + arrays.get(i).size(0) + " samples but inputs[0] has "
                                + first.size(0) + ": every array of a batch needs the same first dimension");
            }
        }
    }
}
