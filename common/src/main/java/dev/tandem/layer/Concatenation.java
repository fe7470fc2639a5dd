package dev.tandem.layer;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Puts sequences or pictures one after the other.
 *
 * @param dimension 2 for time and height, 3 for width
 */
public record Concatenation(@JsonProperty("dimension") int dimension) implements Computation {

    @JsonCreator
    public Concatenation {}

    @Override
    public InputType outputType(InputType... inputs) {
        long[] shape = inputs[0].getShape(false).clone();
        for (int i = 1; i < inputs.length; i++) {
            shape[dimension - 1] += inputs[i].getShape(false)[dimension - 1];
        }
        return Dimensions.type(shape);
    }

    @Override
    public INDArray forward(INDArray... inputs) {
        return Nd4j.concat(dimension, inputs);
    }

    @Override
    public INDArray[] backward(INDArray gradient, INDArray... inputs) {
        INDArray[] parts = new INDArray[inputs.length];
        long from = 0;
        for (int i = 0; i < parts.length; i++) {
            INDArrayIndex[] part = NDArrayIndex.allFor(gradient);
            part[dimension] = NDArrayIndex.interval(from, from + inputs[i].size(dimension));
            parts[i] = gradient.get(part).dup('c');
            from += inputs[i].size(dimension);
        }
        return parts;
    }
}
