package dev.tandem.model;

import java.nio.IntBuffer;
import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.common.primitives.Pair;
import org.nd4j.common.util.ArrayUtil;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DL4J's ReLU with a vectorized way back, on which ND4J's operation takes one value at a time; the bits are the same for all inputs that are
 * numbers. A gradient passes where the input is above zero; floats are told apart by their bits, since Java's compiler vectorizes no choice
 * between floats.
 */
final class VectorizedRelu extends ActivationReLU {

    private static final long serialVersionUID = 1;
    private static final IActivation RELU = new ActivationReLU();

    /** Takes the place of a layer's own ReLU, if it has a plain one. */
    static void install(Layer layer) {
        if (!Nd4j.getEnvironment().isCPU()) {
            return;
        }
        var conf = layer.conf() == null ? null : layer.conf().getLayer();
        if (conf instanceof BaseLayer base && isPlain(base.getActivationFn())) {
            base.setActivationFn(new VectorizedRelu());
        } else if (conf instanceof ActivationLayer own && isPlain(own.getActivationFn())) {
            own.setActivationFn(new VectorizedRelu());
        }
    }

    /** Neither capped, leaky nor shifted. */
    private static boolean isPlain(IActivation activation) {
        return activation.getClass() == ActivationReLU.class && activation.equals(RELU);
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        if (!isAlike(in, epsilon)) {
            return super.backprop(in, epsilon);
        }
        INDArray result = in.ulike();
        pass(FlatVector.bits(in), FlatVector.bits(epsilon), FlatVector.bits(result));
        return new Pair<>(result, null);
    }

    /** Whether values of both lie in the same order without gaps. */
    private static boolean isAlike(INDArray in, INDArray epsilon) {
        return in.dataType() == DataType.FLOAT
                && epsilon.dataType() == DataType.FLOAT
                && in.length() <= FlatVector.MOST_VALUES
                && Arrays.equals(in.shape(), epsilon.shape())
                && Arrays.equals(in.stride(), epsilon.stride())
                && Arrays.equals(in.stride(), withoutGaps(in));
    }

    private static long[] withoutGaps(INDArray array) {
        return array.ordering() == 'c'
                ? ArrayUtil.calcStrides(array.shape())
                : ArrayUtil.calcStridesFortran(array.shape());
    }

    private static void pass(IntBuffer in, IntBuffer gradients, IntBuffer result) {
        int[] values = new int[FlatVector.PIECE];
        int[] passed = new int[FlatVector.PIECE];
        for (int from = 0; from < in.capacity(); from += FlatVector.PIECE) {
            int size = Math.min(FlatVector.PIECE, in.capacity() - from);
            in.get(from, values, 0, size);
            gradients.get(from, passed, 0, size);
            mask(values, passed, size);
            result.put(from, passed, 0, size);
        }
    }

    /** A float above zero is a positive number as bits; zero is 0 or, like all below zero, has the highest bit set. */
    private static void mask(int[] values, int[] passed, int size) {
        for (int i = 0; i < size; i++) {
            int value = values[i];
            passed[i] &= ~(value >> 31) & (-value >> 31);
        }
    }
}
