package dev.tandem.layer;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Undoes {@link StepsAsBatch}: so many samples as there are steps become one again, with its time steps after the features.
 *
 * @param steps of each sample
 */
public record BatchAsSteps(@JsonProperty("steps") long steps) implements Computation {

    @JsonCreator
    public BatchAsSteps {}

    @Override
    public InputType outputType(InputType... inputs) {
        long[] shape = inputs[0].getShape(false);
        return switch (shape.length) {
            case 1 -> InputType.recurrent(shape[0], steps);
            case 2 -> InputType.convolutional(steps, shape[1], shape[0]);
            default -> InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, steps, shape[1], shape[2], shape[0]);
        };
    }

    @Override
    public INDArray forward(INDArray... inputs) {
        return StepsAsBatch.parted(inputs[0], steps);
    }

    @Override
    public INDArray[] backward(INDArray gradient, INDArray... inputs) {
        return new INDArray[] {StepsAsBatch.joined(gradient)};
    }
}
