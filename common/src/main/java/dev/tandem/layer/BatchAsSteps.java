package dev.tandem.layer;

import org.deeplearning4j.nn.conf.inputs.InputType;
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
        long[] parted = new long[shape.length + 1];
        parted[0] = shape[0];
        parted[1] = steps;
        System.arraycopy(shape, 1, parted, 2, shape.length - 1);
        return Dimensions.type(parted);
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
