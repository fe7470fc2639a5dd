package dev.tandem.model;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gradient of the loss by weights and bias of a 2D convolution of images of shape (samples, channels, height, width), as products of
 * matrices: images are unrolled into a row for each weight of a filter, of the pixels that it meets (Chellapilla, Puri, Simard 2006, High
 * Performance Convolutional Neural Networks for Document Processing).
 */
final class WeightGradient {

    /** Unrolled values that are multiplied at a time: few enough to stay in the second-level cache. */
    private static final int MOST_UNROLLED = 1 << 17;

    /** Unrolled values of one sample beyond which memory is too high a price. */
    private static final int MOST_OF_A_SAMPLE = 1 << 22;

    private final ConvolutionAxis vertical;
    private final ConvolutionAxis horizontal;
    private final int channels;
    private final int filters;
    private final int samples;
    private final int together;
    private final INDArray unrolled;
    private final INDArray gradients;
    private final INDArray products;
    private final float[] image;
    private final float[] met;

    /** @param samples of a batch */
    @SuppressWarnings("try") // closing it is all that it is for
    WeightGradient(ConvolutionAxis vertical, ConvolutionAxis horizontal, int channels, int filters, int samples) {
        this.vertical = vertical;
        this.horizontal = horizontal;
        this.channels = channels;
        this.filters = filters;
        this.samples = samples;
        this.image = new float[channels * vertical.inputs() * horizontal.inputs()];
        this.met = new float[outputs()];
        this.together = together();
        long columns = (long) together * outputs();
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            unrolled = Nd4j.createUninitialized(DataType.FLOAT, weights() + 1, columns);
            unrolled.getRow(weights()).assign(1); // multiplied by the gradients it gives the bias's
            gradients = Nd4j.createUninitialized(DataType.FLOAT, filters, columns);
            products = Nd4j.createUninitialized(DataType.FLOAT, new long[] {weights() + 1, filters}, 'f');
        }
    }

    /**
     * Whether images are few and small enough for this.
     *
     * @param weights of shape (filters, channels, height, width)
     */
    static boolean isPractical(INDArray images, INDArray weights, INDArray onOutput) {
        long unrolled = weights.length() / weights.size(0) * onOutput.size(2) * onOutput.size(3);
        return unrolled <= MOST_OF_A_SAMPLE && Math.max(images.length(), onOutput.length()) <= FlatVector.MOST_VALUES;
    }

    private int outputs() {
        return vertical.outputs() * horizontal.outputs();
    }

    /** Of one filter. */
    private int weights() {
        return channels * vertical.taps() * horizontal.taps();
    }

    /** As many samples as fit, of equal number in each product. */
    private int together() {
        int most = MOST_UNROLLED / ((weights() + 1) * outputs());
        int fit = Math.max(1, Math.min(samples, most));
        while (samples % fit != 0) {
            fit--;
        }
        return fit;
    }

    boolean fits(ConvolutionAxis otherVertical, ConvolutionAxis otherHorizontal, long otherSamples) {
        return vertical.equals(otherVertical) && horizontal.equals(otherHorizontal) && samples == otherSamples;
    }

    /**
     * Computes both gradients. All arrays are in row-major order.
     *
     * @param images of shape (samples, channels, height, width)
     * @param onOutput gradient by the convolution's output, of shape (samples, filters, height, width)
     */
    void compute(INDArray images, INDArray onOutput) {
        FloatBuffer pixels = FlatVector.memory(images);
        FloatBuffer errors = FlatVector.memory(onOutput);
        FloatBuffer unrolledImages = FlatVector.memory(unrolled);
        FloatBuffer gradientsByFilter = FlatVector.memory(gradients);
        for (int first = 0; first < samples; first += together) {
            for (int place = 0; place < together; place++) {
                pixels.get((first + place) * image.length, image);
                unroll(unrolledImages, place);
                regroup(errors, first + place, gradientsByFilter, place);
            }
            Nd4j.gemm(unrolled, gradients, products, false, true, 1, first == 0 ? 0 : 1);
        }
    }

    private void unroll(FloatBuffer to, int place) {
        int row = 0;
        for (int channel = 0; channel < channels; channel++) {
            int start = channel * vertical.inputs() * horizontal.inputs();
            for (int down = 0; down < vertical.taps(); down++) {
                for (int across = 0; across < horizontal.taps(); across++) {
                    meet(start, down, across);
                    to.put((row++ * together + place) * met.length, met);
                }
            }
        }
    }

    /** Collects in {@link #met} what one weight meets in a channel of {@link #image}. */
    private void meet(int start, int down, int across) {
        int width = horizontal.outputs();
        for (int y = 0; y < vertical.outputs(); y++) {
            int line = vertical.pixel(y, down);
            if (vertical.isInside(line)) {
                horizontal.copy(across, image, start + line * horizontal.inputs(), met, y * width);
            } else {
                Arrays.fill(met, y * width, (y + 1) * width, 0);
            }
        }
    }

    private void regroup(FloatBuffer from, int sample, FloatBuffer to, int place) {
        for (int filter = 0; filter < filters; filter++) {
            from.get((sample * filters + filter) * met.length, met);
            to.put((filter * together + place) * met.length, met);
        }
    }

    /** Copies the last result into row-major arrays. */
    void copyTo(INDArray onWeights, @Nullable INDArray onBias) {
        FloatBuffer found = FlatVector.memory(products);
        FloatBuffer weights = FlatVector.memory(onWeights);
        float[] filter = new float[weights()];
        for (int each = 0; each < filters; each++) {
            int start = each * (filter.length + 1);
            found.get(start, filter);
            weights.put(each * filter.length, filter);
            if (onBias != null) {
                onBias.putScalar(each, found.get(start + filter.length));
            }
        }
    }
}
