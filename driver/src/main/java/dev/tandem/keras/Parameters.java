package dev.tandem.keras;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Keras's arrays in DL4J's order of dimensions, by the names of DL4J's parameters. */
final class Parameters {

    private final Node node;
    private final List<Array> arrays;
    private final boolean isFlipped;

    /**
     * @param isFlipped whether kernels are turned by 180 degrees, as Theano has them
     */
    Parameters(Node node, List<Array> arrays, boolean isFlipped) {
        this.node = node;
        this.arrays = arrays;
        this.isFlipped = isFlipped;
    }

    Map<String, INDArray> dense() throws UnsupportedModelException {
        return withBias(array(0, 2).toNd4j(), 1);
    }

    /** As a kernel of one place. */
    Map<String, INDArray> denseOnPicture() throws UnsupportedModelException {
        INDArray kernel = array(0, 2).toNd4j();
        return withBias(kernel.transpose().dup('c').reshape('c', kernel.size(1), kernel.size(0), 1, 1), 1);
    }

    Map<String, INDArray> convolution() throws UnsupportedModelException {
        return withBias(outputsFirst(kernel().toNd4j()), 1);
    }

    /** Keras 1 with channels first has DL4J's order: (outputs, inputs, height, width). */
    Map<String, INDArray> convolutionOutputsFirst() throws UnsupportedModelException {
        Array kernel = first();
        long filters = kernel.shape()[0] * kernel.shape()[1];
        return withBias((isFlipped ? kernel.turned((int) filters, 1) : kernel).toNd4j(), 1);
    }

    /** DL4J reads the memory of its (outputs, inputs, length, 1) as (length, inputs, outputs), which is Keras's order. */
    Map<String, INDArray> convolution1d() throws UnsupportedModelException {
        return withBias(kernel().toNd4j(), 1);
    }

    /** The kernel as one of (length, 1) on a picture; Keras 1 has it so. */
    Map<String, INDArray> convolution1dOnPicture() throws UnsupportedModelException {
        INDArray kernel = kernel().toNd4j();
        int rank = kernel.rank();
        return withBias(
                outputsFirst(kernel.reshape(kernel.size(0), 1, kernel.size(rank - 2), kernel.size(rank - 1))), 1);
    }

    /** Of a transposed convolution of sequences, as one of (length, 1) on a picture. */
    Map<String, INDArray> transposed1dOnPicture() throws UnsupportedModelException {
        return withBias(outputsFirst(array(0, 3).wide().toNd4j()), 1);
    }

    /** (places, inputs, outputs) */
    private Array kernel() throws UnsupportedModelException {
        Array kernel = first();
        if (kernel.rank() < 3) {
            throw node.unsupported("its kernel " + kernel + " has " + kernel.rank() + " dimensions");
        }
        long inner = kernel.shape()[kernel.rank() - 2] * kernel.shape()[kernel.rank() - 1];
        return isFlipped ? kernel.turned(1, (int) inner) : kernel;
    }

    Map<String, INDArray> depthwise() throws UnsupportedModelException {
        return withBias(array(0, 4).toNd4j(), 1);
    }

    Map<String, INDArray> separable() throws UnsupportedModelException {
        Map<String, INDArray> values = withBias(outputsFirst(array(0, 4).toNd4j()), 2);
        values.put("pW", outputsFirst(array(1, 4).toNd4j()));
        return values;
    }

    Map<String, INDArray> batchNormalization(long features) throws UnsupportedModelException {
        Map<String, INDArray> values = new LinkedHashMap<>();
        int next = 0;
        values.put("gamma", node.flag("scale", true) ? array(next++, 1).toNd4j() : Nd4j.ones(features));
        values.put("beta", node.flag("center", true) ? array(next++, 1).toNd4j() : Nd4j.zeros(features));
        values.put("mean", array(next, 1).toNd4j());
        values.put("var", array(next + 1, 1).toNd4j());
        return values;
    }

    Map<String, INDArray> embedding() throws UnsupportedModelException {
        return new LinkedHashMap<>(Map.of("W", array(0, 2).toNd4j()));
    }

    /** One value per feature and place, or fewer where axes share them. */
    Map<String, INDArray> prelu(Tensor input) throws UnsupportedModelException {
        INDArray alpha = first().toNd4j();
        return new LinkedHashMap<>(Map.of("W", input.isTurned() ? featuresFirst(alpha) : alpha));
    }

    private static INDArray featuresFirst(INDArray values) {
        return values.rank() == 3 ? values.permute(2, 0, 1) : values.rank() == 2 ? values.transpose() : values;
    }

    private Map<String, INDArray> withBias(INDArray kernel, int biasAt) throws UnsupportedModelException {
        Map<String, INDArray> values = new LinkedHashMap<>();
        values.put("W", kernel);
        if (node.flag("use_bias", true)) {
            values.put("b", array(biasAt, 1).toNd4j());
        }
        return values;
    }

    /** (height, width, inputs, outputs) as (outputs, inputs, height, width); with a depth likewise. */
    private INDArray outputsFirst(INDArray kernel) throws UnsupportedModelException {
        return switch (kernel.rank()) {
            case 4 -> kernel.permute(3, 2, 0, 1).dup('c');
            case 5 -> kernel.permute(4, 3, 0, 1, 2).dup('c');
            default -> throw node.unsupported("its kernel has " + kernel.rank() + " dimensions (expected 4 or 5)");
        };
    }

    private Array first() throws UnsupportedModelException {
        if (arrays.isEmpty()) {
            throw missing(0);
        }
        return arrays.get(0);
    }

    private Array array(int index, int rank) throws UnsupportedModelException {
        if (index >= arrays.size()) {
            throw missing(index);
        }
        Array array = arrays.get(index);
        if (array.rank() != rank) {
            throw node.unsupported(
                    "its values " + array + " have " + array.rank() + " dimensions (expected " + rank + ")");
        }
        return array;
    }

    private UnsupportedModelException missing(int index) {
        return node.unsupported("the file has only " + arrays.size() + " arrays of it (expected more than " + index
                + "). Save the model after it was built");
    }
}
