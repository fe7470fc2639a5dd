package dev.tandem.model;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Statistics and gradients of a batch normalization (Ioffe, Szegedy 2015, arXiv 1502.03167) of images of shape (samples, channels, height,
 * width), in loops that Java's compiler turns into vector instructions. ND4J's own operations take one value at a time: with them, half of
 * the time of a small ResNet went into its normalizations.
 */
final class ChannelNorm {

    private final INDArray mean;
    private final INDArray variance;
    private final float[] x = new float[FlatVector.PIECE];
    private final float[] dy = new float[FlatVector.PIECE];
    private final float[] sums = new float[FlatVector.PIECE];
    private final float[] products = new float[FlatVector.PIECE];

    @SuppressWarnings("try") // closing it is all that it is for
    ChannelNorm(long channels) {
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            mean = Nd4j.createUninitialized(DataType.FLOAT, channels);
            variance = Nd4j.createUninitialized(DataType.FLOAT, channels);
        }
    }

    /** Of the batch that was last {@link #observe observed}, by channel. */
    INDArray mean() {
        return mean;
    }

    /** Of all values of a channel, without Bessel's correction. */
    INDArray variance() {
        return variance;
    }

    /** What a piece of a channel is good for; {@code at} is its place in the array's memory. */
    private interface Piece {
        void take(int at, int size);
    }

    private static void eachPiece(INDArray images, int channel, Piece action) {
        int samples = (int) images.size(0);
        int channels = (int) images.size(1);
        int pixels = (int) (images.size(2) * images.size(3));
        for (int sample = 0; sample < samples; sample++) {
            int start = (sample * channels + channel) * pixels;
            for (int from = 0; from < pixels; from += FlatVector.PIECE) {
                action.take(start + from, Math.min(FlatVector.PIECE, pixels - from));
            }
        }
    }

    private static double perChannel(INDArray images) {
        return (double) images.length() / images.size(1);
    }

    /** Takes the statistics of a batch in row-major order. */
    void observe(INDArray images) {
        FloatBuffer values = FlatVector.memory(images);
        double count = perChannel(images);
        for (int channel = 0; channel < mean.length(); channel++) {
            Arrays.fill(sums, 0);
            eachPiece(images, channel, (at, size) -> {
                values.get(at, x, 0, size);
                add(sums, x, size);
            });
            float center = (float) (total(sums) / count);
            Arrays.fill(products, 0);
            eachPiece(images, channel, (at, size) -> {
                values.get(at, x, 0, size);
                subtract(x, center, size);
                addProducts(products, x, x, size);
            });
            mean.putScalar(channel, center);
            variance.putScalar(channel, (float) (total(products) / count));
        }
    }

    /**
     * Gradients for the batch that was last observed. All images are in row-major order.
     *
     * @param epsilon what is added to the variance
     * @param onOutput gradient of the loss by the normalized and scaled images
     * @param onInput takes the one by the images
     * @param onGamma takes the one by the scales, by channel
     * @param onBeta takes the one by the shifts, by channel
     */
    void backpropagate(
            INDArray images,
            INDArray gamma,
            double epsilon,
            INDArray onOutput,
            INDArray onInput,
            INDArray onGamma,
            INDArray onBeta) {
        FloatBuffer values = FlatVector.memory(images);
        FloatBuffer gradients = FlatVector.memory(onOutput);
        FloatBuffer results = FlatVector.memory(onInput);
        double count = perChannel(images);
        for (int channel = 0; channel < mean.length(); channel++) {
            sumGradients(images, channel, values, gradients);
            double inverse = 1 / Math.sqrt(variance.getFloat(channel) + epsilon);
            double sum = total(sums);
            double product = total(products) * inverse;
            double scale = gamma.getFloat(channel) * inverse;
            float byValue = (float) (-scale * product * inverse / count);
            float constant = (float) (-scale * sum / count);
            eachCentered(images, channel, values, gradients, (at, size) -> {
                combine((float) scale, byValue, constant, size);
                results.put(at, dy, 0, size);
            });
            onGamma.putScalar(channel, (float) product);
            onBeta.putScalar(channel, (float) sum);
        }
    }

    private void sumGradients(INDArray images, int channel, FloatBuffer values, FloatBuffer gradients) {
        Arrays.fill(sums, 0);
        Arrays.fill(products, 0);
        eachCentered(images, channel, values, gradients, (at, size) -> {
            add(sums, dy, size);
            addProducts(products, dy, x, size);
        });
    }

    /** Each piece with its distances from the mean in {@link #x} and its gradients in {@link #dy}. */
    private void eachCentered(INDArray images, int channel, FloatBuffer values, FloatBuffer gradients, Piece action) {
        float center = mean.getFloat(channel);
        eachPiece(images, channel, (at, size) -> {
            values.get(at, x, 0, size);
            gradients.get(at, dy, 0, size);
            subtract(x, center, size);
            action.take(at, size);
        });
    }

    private static void add(float[] sums, float[] values, int size) {
        for (int i = 0; i < size; i++) {
            sums[i] += values[i];
        }
    }

    private static void subtract(float[] values, float center, int size) {
        for (int i = 0; i < size; i++) {
            values[i] -= center;
        }
    }

    private static void addProducts(float[] sums, float[] first, float[] second, int size) {
        for (int i = 0; i < size; i++) {
            sums[i] += first[i] * second[i];
        }
    }

    private void combine(float byGradient, float byValue, float constant, int size) {
        float[] values = x;
        float[] gradients = dy;
        for (int i = 0; i < size; i++) {
            gradients[i] = byGradient * gradients[i] + byValue * values[i] + constant;
        }
    }

    /** Halves are added to each other, in which each step can be vectorized; overwrites the sums. */
    private double total(float[] sums) {
        for (int half = sums.length / 2; half > 0; half /= 2) {
            System.arraycopy(sums, half, x, 0, half);
            add(sums, x, half);
        }
        return sums[0];
    }
}
