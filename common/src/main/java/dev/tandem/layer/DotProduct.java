package dev.tandem.layer;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Keras's dot product of two arrays of features, or of two sequences, each as a matrix (time, features).
 *
 * @param first the matrix's dimension along which the first is summed up: 1 for time, 2 for features
 * @param second likewise
 */
public record DotProduct(
        @JsonProperty("first") int first,
        @JsonProperty("second") int second) implements Computation {

    @JsonCreator
    public DotProduct {}

    @Override
    public InputType outputType(InputType... inputs) {
        if (inputs[0].getType() == InputType.Type.FF) {
            return InputType.feedForward(1);
        }
        // A dimension that is summed up leaves the other: features (0 of DL4J's shape) for time, time (1) for features.
        return InputType.recurrent(
                inputs[1].getShape(false)[second - 1], inputs[0].getShape(false)[first - 1]);
    }

    @Override
    public INDArray forward(INDArray... inputs) {
        if (inputs[0].rank() == 2) {
            return inputs[0].mul(inputs[1]).sum(true, 1);
        }
        // (features, time) as DL4J has them: the transposed of Keras's result is (second, first).
        return Nd4j.matmul(
                kept(inputs[1], second), kept(inputs[0], first).permute(0, 2, 1).dup('c'));
    }

    @Override
    public INDArray[] backward(INDArray gradient, INDArray... inputs) {
        if (inputs[0].rank() == 2) {
            return new INDArray[] {inputs[1].mul(gradient), inputs[0].mul(gradient)};
        }
        INDArray left = Nd4j.matmul(gradient.permute(0, 2, 1).dup('c'), kept(inputs[1], second));
        INDArray right = Nd4j.matmul(gradient.dup('c'), kept(inputs[0], first));
        return new INDArray[] {kept(left, first), kept(right, second)};
    }

    /** (batch, kept, summed) of (batch, features, time), or back. */
    private static INDArray kept(INDArray sequence, int summed) {
        return summed == 2 ? sequence.permute(0, 2, 1).dup('c') : sequence.dup('c');
    }
}
