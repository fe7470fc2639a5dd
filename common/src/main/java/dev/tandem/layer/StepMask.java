package dev.tandem.layer;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * 1 for each time step with a feature other than the padding, 0 for the others: (batch, 1, time).
 *
 * @param padding what fills up short sequences, of (batch, features, time), or of (batch, time) with indices
 */
public record StepMask(@JsonProperty("padding") double padding) implements Computation {

    @JsonCreator
    public StepMask {}

    @Override
    public InputType outputType(InputType... inputs) {
        long[] shape = inputs[0].getShape(false);
        return InputType.recurrent(1, shape[shape.length - 1]);
    }

    @Override
    public INDArray forward(INDArray... inputs) {
        INDArray isOther = inputs[0].neq(padding).castTo(inputs[0].dataType());
        return inputs[0].rank() == 2
                ? isOther.reshape('c', inputs[0].size(0), 1, inputs[0].size(1))
                : isOther.max(true, 1);
    }

    @Override
    public INDArray[] backward(INDArray gradient, INDArray... inputs) {
        // DL4J's embedding gives no gradient by indices, and none cannot be added to zeros.
        return inputs[0].rank() == 2 ? new INDArray[1] : new INDArray[] {Nd4j.zerosLike(inputs[0])};
    }
}
