package dev.tandem.image;

import dev.tandem.data.ImageShape;
import dev.tandem.metric.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How levels 0 to 255 become model inputs: the modes of Keras's {@code imagenet_utils.preprocess_input}, by whose names or those of the
 * applications that use them they are found. Arithmetic is Keras's in 32-bit floats, operation by operation.
 */
public enum Preprocessing {
    /** Levels as they are; these applications scale them inside the model. */
    NONE("efficientnet efficientnet_v2 mobilenet_v3 convnext regnet resnet_rs") {
        @Override
        void change(float[] values, int offset, int plane, int channels) {}
    },

    /** From -1 to 1: level / 127.5 - 1. */
    TF("mobilenet mobilenet_v2 inception_v3 inception_resnet_v2 xception nasnet resnet_v2") {
        @Override
        void change(float[] values, int offset, int plane, int channels) {
            for (int i = offset; i < offset + channels * plane; i++) {
                values[i] = values[i] / 127.5f - 1;
            }
        }
    },

    /** Blue, green, red instead of red, green, blue, each less ImageNet's mean; not scaled. */
    CAFFE("vgg16 vgg19 resnet resnet50") {
        @Override
        void change(float[] values, int offset, int plane, int channels) {
            for (int i = offset; i < offset + plane; i++) {
                float red = values[i];
                values[i] = values[i + 2 * plane] - 103.939f;
                values[i + plane] -= 116.779f;
                values[i + 2 * plane] = red - 123.68f;
            }
        }
    },

    /** level / 255, less ImageNet's mean of its channel, by the standard deviation. */
    TORCH("densenet densenet121 densenet169 densenet201") {
        @Override
        void change(float[] values, int offset, int plane, int channels) {
            for (int channel = 0; channel < channels; channel++) {
                // Values in locals: only then does the JIT make vector instructions of the loop.
                float mean = IMAGENET_MEAN[channel];
                float deviation = IMAGENET_DEVIATION[channel];
                int from = offset + channel * plane;
                for (int i = from; i < from + plane; i++) {
                    values[i] = (values[i] / 255 - mean) / deviation;
                }
            }
        }
    };

    private static final float[] IMAGENET_MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] IMAGENET_DEVIATION = {0.229f, 0.224f, 0.225f};

    private final String applications;

    /** Names of applications, between spaces. */
    Preprocessing(String applications) {
        this.applications = applications;
    }

    /**
     * The mode of a name.
     *
     * @param name {@code none}, {@code tf}, {@code caffe}, {@code torch} or a Keras application, such as {@code densenet}
     * @throws IllegalArgumentException if there is none; the message lists all names
     */
    public static Preprocessing named(String name) {
        for (Preprocessing mode : values()) {
            if (mode.keyword().equals(name) || mode.applications().contains(name)) {
                return mode;
            }
        }
        List<String> known = names();
        throw new IllegalArgumentException("Unknown preprocess: " + name + " (known: " + String.join(", ", known) + ")."
                + Nearest.hint(name, known));
    }

    /** All names that {@link #named} takes: the modes, then the applications. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Preprocessing mode : values()) {
            names.add(mode.keyword());
        }
        for (Preprocessing mode : values()) {
            names.addAll(mode.applications());
        }
        return names;
    }

    private List<String> applications() {
        return List.of(applications.split(" "));
    }

    /** The mode's own name in a job file. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Refuses pictures that the mode has no numbers for.
     *
     * @throws IllegalArgumentException if the mode tells colours apart and the pictures are grey
     */
    public void requireChannels(ImageShape shape) {
        if ((this == CAFFE || this == TORCH) && shape.channels() != 3) {
            throw new IllegalArgumentException("Cannot preprocess pictures of " + shape.channels() + " channel as "
                    + keyword() + " does: it has a mean for each of red, green and blue (give image_size 3 channels, or"
                    + " take tf or none)");
        }
    }

    /**
     * Changes one picture in place.
     *
     * @param values channels × height × width levels from 0 to 255, red before green before blue
     * @param offset where the first of them is
     * @param shape of the picture
     * @throws IllegalArgumentException as {@link #requireChannels}
     */
    public void apply(float[] values, int offset, ImageShape shape) {
        requireChannels(shape);
        change(values, offset, shape.height() * shape.width(), shape.channels());
    }

    abstract void change(float[] values, int offset, int plane, int channels);
}
