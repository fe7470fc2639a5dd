package dev.tandem.image;

import dev.tandem.data.ImageShape;
import java.io.Serializable;

/**
 * Mixes each sample of a batch with another one, and their targets likewise. For targets that are one-hot or n-hot: they become shares of
 * classes.
 *
 * <p>Partners are drawn by a permutation of the batch, so a sample may stay as it is. Each sample draws its own share from
 * Beta(alpha, alpha), as Keras's {@code MixUp} and {@code CutMix}; where both are on, a coin decides for each sample.
 *
 * @param mixup alpha of the share of levels that a sample keeps; 0 for none (Zhang et al., "mixup: Beyond Empirical Risk Minimization",
 *     ICLR 2018)
 * @param cutmix alpha of the share of its area that a sample keeps, its partner filling a box; 0 for none (Yun et al., "CutMix", ICCV 2019)
 */
public record Mixing(double mixup, double cutmix) implements Serializable {

    /** Leaves batches as they are. */
    public static final Mixing NONE = new Mixing(0, 0);

    public Mixing {
        requireAlpha("mixup", mixup);
        requireAlpha("cutmix", cutmix);
    }

    private static void requireAlpha(String option, double alpha) {
        if (!Double.isFinite(alpha) || alpha < 0) {
            throw new IllegalArgumentException(
                    "Invalid " + option + ": " + alpha + " (must be an alpha > 0 and finite, or 0 for none)");
        }
    }

    /** Whether there is anything to do, so that targets must be shares of classes. */
    public boolean isOn() {
        return mixup > 0 || cutmix > 0;
    }

    /**
     * Mixes a batch in place. Samples in the same order with the same seed give the same floats.
     *
     * @param inputs samples × channels × height × width
     * @param targets samples × classes
     * @param samples how many are in use
     * @param shape of each
     * @param classes columns of the targets
     * @param seed of this batch in this pass
     */
    public void apply(float[] inputs, float[] targets, int samples, ImageShape shape, int classes, long seed) {
        if (isOn()) {
            new BatchMixer(inputs, targets, shape, classes, seed).mix(this, samples);
        }
    }
}
