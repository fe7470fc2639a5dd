package dev.tandem.model;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;

/**
 * DL4J's Adam (Kingma, Ba 2015, arXiv 1412.6980) with the same roundings, in loops that Java's compiler turns into vector instructions.
 * The native operation takes one value at a time, and with that ten times as long: over half of a small network's step.
 */
final class VectorizedAdam extends AdamUpdater {

    private final float[] gradients = new float[FlatVector.PIECE];
    private final float[] means = new float[FlatVector.PIECE];
    private final float[] squares = new float[FlatVector.PIECE];

    /** Takes another's place, and its state. */
    VectorizedAdam(AdamUpdater other) {
        super(other.getConfig());
        setState(other.getState(), false);
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
        FloatBuffer g = FlatVector.memory(gradient);
        FloatBuffer m = FlatVector.memory(getM());
        FloatBuffer v = FlatVector.memory(getV());
        float beta1 = (float) getConfig().getBeta1();
        float beta2 = (float) getConfig().getBeta2();
        float epsilon = (float) getConfig().getEpsilon();
        float rate = rate((float) getConfig().getLearningRate(iteration, epoch), beta1, beta2, iteration);
        float stepSize = isUsable(rate) ? rate : epsilon;
        for (int from = 0; from < g.capacity(); from += FlatVector.PIECE) {
            int size = Math.min(FlatVector.PIECE, g.capacity() - from);
            g.get(from, gradients, 0, size);
            m.get(from, means, 0, size);
            v.get(from, squares, 0, size);
            addToMeans(beta1, size);
            VectorizedOptimizers.addToSquares(squares, gradients, beta2, size);
            update(stepSize, epsilon, size);
            g.put(from, gradients, 0, size);
            m.put(from, means, 0, size);
            v.put(from, squares, 0, size);
        }
    }

    private static float rate(float learningRate, float beta1, float beta2, int iteration) {
        float decay1 = (float) StrictMath.pow(beta1, iteration + 1.0);
        float decay2 = (float) StrictMath.pow(beta2, iteration + 1.0);
        float numerator = learningRate * (float) Math.sqrt((float) (1.0 - decay2));
        return (float) (numerator / (1.0 - decay1));
    }

    /** DL4J's rule, for decays and rates that leave nothing. */
    private static boolean isUsable(float rate) {
        return Float.isFinite(rate) && rate != 0;
    }

    private void addToMeans(float beta, int size) {
        float[] g = gradients;
        float[] m = means;
        float rest = 1 - beta;
        for (int i = 0; i < size; i++) {
            m[i] = beta * m[i] + g[i] * rest;
        }
    }

    private void update(float stepSize, float epsilon, int size) {
        float[] g = gradients;
        float[] m = means;
        float[] v = squares;
        for (int i = 0; i < size; i++) {
            g[i] = m[i] * stepSize / ((float) Math.sqrt(v[i]) + epsilon);
        }
    }
}
