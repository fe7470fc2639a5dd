package dev.tandem.image;

import dev.tandem.data.ImageShape;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Small pictures for tests. */
final class Pictures {

    private Pictures() {}

    /** A picture of given levels, plane by plane. */
    static Picture of(int height, int width, int... levels) {
        byte[] bytes = new byte[levels.length];
        for (int i = 0; i < levels.length; i++) {
            bytes[i] = (byte) levels[i];
        }
        return new Picture(bytes, new ImageShape(height, width, levels.length / (height * width)));
    }

    static Picture random(ImageShape shape) {
        byte[] bytes = new byte[shape.height() * shape.width() * shape.channels()];
        new SplittableRandom(shape.hashCode()).nextBytes(bytes);
        return new Picture(bytes, shape);
    }

    static float[] augmented(Augmentation augmentation, Picture picture, long seed) {
        float[] target = new float[picture.levels().length];
        augmentation.apply(picture, seed, target, 0);
        return target;
    }

    static float[] augmented(AugmentationBuilder options, Picture picture, long seed) {
        return augmented(options.build(), picture, seed);
    }

    static float[] levels(Picture picture) {
        return augmented(Augmentation.NONE, picture, 0);
    }

    static Picture quantized(float[] levels, ImageShape shape) {
        byte[] bytes = new byte[levels.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(levels[i]);
        }
        return new Picture(bytes, shape);
    }

    static float[] filled(int length, float level) {
        float[] levels = new float[length];
        Arrays.fill(levels, level);
        return levels;
    }
}
