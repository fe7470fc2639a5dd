package dev.tandem.model;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.RmsPropUpdater;

/**
 * DL4J's RMSProp (Hinton, Neural Networks for Machine Learning, lecture 6e) with the same roundings, vectorized as
 * {@link VectorizedAdam} is.
 */
final class VectorizedRmsProp extends RmsPropUpdater {

    private final float[] gradients = new float[FlatVector.PIECE];
    private final float[] squares = new float[FlatVector.PIECE];

    /** Takes another's place, and its state. */
    VectorizedRmsProp(RmsPropUpdater other) {
        super(other.getConfig());
        setState(other.getState(), false);
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
        FloatBuffer g = FlatVector.memory(gradient);
        FloatBuffer v = FlatVector.memory(getLastGradient());
        float learningRate = (float) getConfig().getLearningRate(iteration, epoch);
        float decay = (float) getConfig().getRmsDecay();
        float epsilon = (float) getConfig().getEpsilon();
        for (int from = 0; from < g.capacity(); from += FlatVector.PIECE) {
            int size = Math.min(FlatVector.PIECE, g.capacity() - from);
            g.get(from, gradients, 0, size);
            v.get(from, squares, 0, size);
            VectorizedOptimizers.addToSquares(squares, gradients, decay, size);
            update(learningRate, epsilon, size);
            g.put(from, gradients, 0, size);
            v.put(from, squares, 0, size);
        }
    }

    private void update(float learningRate, float epsilon, int size) {
        float[] g = gradients;
        float[] v = squares;
        for (int i = 0; i < size; i++) {
            g[i] = learningRate * g[i] / ((float) Math.sqrt(v[i]) + epsilon);
        }
    }
}
