package dev.tandem.layer;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonCreator;

/** The mean of a sequence's steps, of those alone that a mask of (batch, 1, time) has as 1. */
public record MaskedAverage() implements Computation {

    @JsonCreator
    public MaskedAverage {}

    @Override
    public InputType outputType(InputType... inputs) {
        return InputType.feedForward(inputs[0].getShape(false)[0]);
    }

    @Override
    public INDArray forward(INDArray... inputs) {
        return inputs[0].mul(inputs[1]).sum(2).divi(inputs[1].sum(2));
    }

    @Override
    public INDArray[] backward(INDArray gradient, INDArray... inputs) {
        INDArray each = gradient.div(inputs[1].sum(2)).reshape('c', gradient.size(0), gradient.size(1), 1);
        return new INDArray[] {Nd4j.zerosLike(inputs[0]).addi(each).muli(inputs[1]), Nd4j.zerosLike(inputs[1])};
    }
}
