package dev.tandem.layer;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arithmetic of shapes. */
final class Dimensions {

    private Dimensions() {}

    /** That of samples of this shape: features, then time, or depth, height and width. */
    static InputType type(long... shape) {
        return switch (shape.length) {
            case 1 -> InputType.feedForward(shape[0]);
            case 2 -> InputType.recurrent(shape[0], shape[1]);
            case 3 -> InputType.convolutional(shape[1], shape[2], shape[0]);
            default ->
                InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, shape[1], shape[2], shape[3], shape[0]);
        };
    }

    /** All but the second, which has the features. */
    static int[] butFeatures(INDArray array) {
        return IntStream.range(0, array.rank()).filter(i -> i != 1).toArray();
    }

    /** A value of each feature, so that it meets the features of an array of this rank. */
    static INDArray perFeature(INDArray values, int rank) {
        long[] shape = new long[rank];
        Arrays.fill(shape, 1);
        shape[1] = values.length();
        return values.reshape(shape);
    }

    /** The array repeated along dimensions of size 1; itself if there are none to repeat. */
    static INDArray expanded(INDArray array, long... shape) {
        return Arrays.equals(array.shape(), shape)
                ? array
                : Nd4j.zeros(array.dataType(), shape).addi(array);
    }

    /** What a gradient by the expanded array is by the array itself. */
    static INDArray reduced(INDArray gradient, long... shape) {
        int[] repeated = IntStream.range(0, shape.length)
                .filter(i -> shape[i] != gradient.size(i))
                .toArray();
        return repeated.length == 0
                ? gradient.dup('c')
                : gradient.sum(true, repeated).reshape(shape);
    }
}
