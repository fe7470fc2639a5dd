package dev.tandem.image;

import dev.tandem.data.ImageShape;
import dev.tandem.plan.Seeds;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * One batch that is being mixed in place. Along each cycle of the permutation every sample is mixed with the next one, which is still as
 * it was; only the first of a cycle is kept aside for the last.
 */
final class BatchMixer {

    private final float[] inputs;
    private final float[] targets;
    private final ImageShape shape;
    private final int plane;
    private final int values;
    private final int classes;
    private final long seed;

    BatchMixer(float[] inputs, float[] targets, ImageShape shape, int classes, long seed) {
        this.inputs = inputs;
        this.targets = targets;
        this.shape = shape;
        this.plane = shape.height() * shape.width();
        this.values = plane * shape.channels();
        this.classes = classes;
        this.seed = seed;
    }

    void mix(Mixing mixing, int samples) {
        int[] partners = permutation(samples, seed);
        boolean[] done = new boolean[samples];
        for (int first = 0; first < samples; first++) {
            if (!done[first] && partners[first] != first) {
                mixCycle(mixing, first, partners, done);
            }
        }
    }

    /** Fisher and Yates's shuffle. */
    static int[] permutation(int length, long seed) {
        int[] order = new int[length];
        Arrays.setAll(order, i -> i);
        for (int i = length - 1; i > 0; i--) {
            int other = Purpose.PARTNER.whole(seed, i, i + 1);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
        return order;
    }

    private void mixCycle(Mixing mixing, int first, int[] partners, boolean[] done) {
        float[] firstInput = Arrays.copyOfRange(inputs, first * values, (first + 1) * values);
        float[] firstTarget = Arrays.copyOfRange(targets, first * classes, (first + 1) * classes);
        int sample = first;
        while (partners[sample] != first) {
            mixSample(mixing, sample, untouched(partners[sample]));
            done[sample] = true;
            sample = partners[sample];
        }
        mixSample(mixing, sample, new Partner(FloatBuffer.wrap(firstInput), FloatBuffer.wrap(firstTarget)));
        done[sample] = true;
    }

    private record Partner(FloatBuffer input, FloatBuffer target) {}

    private Partner untouched(int sample) {
        return new Partner(
                FloatBuffer.wrap(inputs, sample * values, values).slice(),
                FloatBuffer.wrap(targets, sample * classes, classes).slice());
    }

    private void mixSample(Mixing mixing, int sample, Partner partner) {
        long own = Seeds.derive(seed, sample);
        boolean both = mixing.mixup() > 0 && mixing.cutmix() > 0;
        boolean cut = both ? Purpose.MIX.draw(own) < 0.5 : mixing.cutmix() > 0;
        double kept = cut
                ? cut(sample, partner, own, Beta.draw(mixing.cutmix(), own))
                : blend(sample, partner, Beta.draw(mixing.mixup(), own));
        interpolate(targets, sample * classes, partner.target, (float) kept);
    }

    private double blend(int sample, Partner partner, double kept) {
        interpolate(inputs, sample * values, partner.input, (float) kept);
        return kept;
    }

    private static void interpolate(float[] own, int offset, FloatBuffer other, float kept) {
        for (int i = 0; i < other.limit(); i++) {
            own[offset + i] = kept * own[offset + i] + (1 - kept) * other.get(i);
        }
    }

    /** Fills a box of about {@code 1 - kept} of the area from the partner; returns what is left exactly. */
    private double cut(int sample, Partner partner, long own, double kept) {
        double side = Math.sqrt(1 - kept);
        int halfHeight = (int) (shape.height() * side) / 2;
        int halfWidth = (int) (shape.width() * side) / 2;
        int row = Purpose.MIX_BOX.whole(own, 0, shape.height());
        int column = Purpose.MIX_BOX.whole(own, 1, shape.width());
        int top = Math.max(0, row - halfHeight);
        int bottom = Math.min(shape.height(), row + halfHeight);
        int left = Math.max(0, column - halfWidth);
        int width = Math.min(shape.width(), column + halfWidth) - left;
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int y = top; y < bottom; y++) {
                int place = channel * plane + y * shape.width() + left;
                partner.input.get(place, inputs, sample * values + place, width);
            }
        }
        return 1 - (double) (bottom - top) * width / plane;
    }
}
