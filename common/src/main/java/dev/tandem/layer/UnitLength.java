package dev.tandem.layer;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonCreator;

/** Divides the features of each place by their Euclidean length. */
public record UnitLength() implements Computation {

    private static final double LEAST_SQUARE = 1e-12;

    @JsonCreator
    public UnitLength {}

    @Override
    public InputType outputType(InputType... inputs) {
        return inputs[0];
    }

    @Override
    public INDArray forward(INDArray... inputs) {
        return inputs[0].div(length(inputs[0]));
    }

    @Override
    public INDArray[] backward(INDArray gradient, INDArray... inputs) {
        INDArray length = length(inputs[0]);
        INDArray unit = inputs[0].div(length);
        INDArray along = gradient.mul(unit).sum(true, 1);
        return new INDArray[] {gradient.sub(unit.muli(along)).divi(length)};
    }

    /** Of size 1 in the second dimension. */
    private static INDArray length(INDArray input) {
        return Transforms.sqrt(Transforms.max(input.mul(input).sum(true, 1), LEAST_SQUARE, false), false);
    }
}
