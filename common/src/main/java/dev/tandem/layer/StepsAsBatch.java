package dev.tandem.layer;

import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;

/** Each time step of (batch, features, time, …) as a sample of its own: (batch · time, features, …). */
public record StepsAsBatch() implements Computation {

    @JsonCreator
    public StepsAsBatch {}

    @Override
    public InputType outputType(InputType... inputs) {
        long[] shape = inputs[0].getShape(false);
        return Dimensions.type(IntStream.range(0, shape.length)
                .filter(i -> i != 1)
                .mapToLong(i -> shape[i])
                .toArray());
    }

    @Override
    public INDArray forward(INDArray... inputs) {
        return joined(inputs[0]);
    }

    @Override
    public INDArray[] backward(INDArray gradient, INDArray... inputs) {
        return new INDArray[] {parted(gradient, inputs[0].size(2))};
    }

    static INDArray joined(INDArray steps) {
        long[] shape = steps.shape();
        long[] joined = new long[shape.length - 1];
        joined[0] = shape[0] * shape[2];
        joined[1] = shape[1];
        System.arraycopy(shape, 3, joined, 2, joined.length - 2);
        return steps.permute(swapped(shape.length)).dup('c').reshape('c', joined);
    }

    static INDArray parted(INDArray batch, long steps) {
        long[] shape = batch.shape();
        long[] parted = new long[shape.length + 1];
        parted[0] = shape[0] / steps;
        parted[1] = steps;
        System.arraycopy(shape, 1, parted, 2, shape.length - 1);
        return batch.dup('c')
                .reshape('c', parted)
                .permute(swapped(parted.length))
                .dup('c');
    }

    /** The second and the third dimension, each in the other's place. */
    private static int[] swapped(int rank) {
        return IntStream.range(0, rank).map(i -> i == 1 ? 2 : i == 2 ? 1 : i).toArray();
    }
}
