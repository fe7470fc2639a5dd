package dev.tandem.layer;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonTypeInfo;

/** A differentiable function of arrays that has no parameters to train. Its properties are written into a model's file. */
@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, include = JsonTypeInfo.As.PROPERTY, property = "@class")
public interface Computation {

    /** What it makes of inputs of these types. */
    InputType outputType(InputType... inputs);

    /** The result; leaves the inputs as they are. */
    INDArray forward(INDArray... inputs);

    /**
     * The loss's gradients by each input; null by those that have none, such as indices.
     *
     * @param gradient of the loss by the result
     */
    INDArray[] backward(INDArray gradient, INDArray... inputs);
}
