package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.layer.Resampling;
import dev.tandem.layer.Resampling.Method;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;

/** Layers that give pictures another size. */
final class Pictures {

    private static final Set<String> METHODS = Set.of("nearest", "bilinear");

    private final Assembly assembly;

    Pictures(Assembly assembly) {
        this.assembly = assembly;
    }

    /** Adds the layer if it is one of these. */
    boolean add(Node node, Tensor input) throws IOException {
        switch (node.kind()) {
            case "UpSampling2D" -> {
                if (!node.text("interpolation", "nearest").equals("bilinear")) {
                    return false;
                }
                JsonNode size = node.config().path("size");
                long[] shape = picture(node, input);
                int byDefault = size.asInt(2);
                resample(
                        node,
                        input,
                        shape[1] * size.path(0).asInt(byDefault),
                        shape[2] * size.path(1).asInt(byDefault));
            }
            case "Resizing" -> resize(node, input);
            case "CenterCrop" -> centre(node, input);
            case "RandomCrop" -> {
                requireSize(node, picture(node, input));
                assembly.pass(node, input);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void resize(Node node, Tensor input) throws IOException {
        for (String option : new String[] {"crop_to_aspect_ratio", "pad_to_aspect_ratio", "antialias"}) {
            if (node.flag(option, false)) {
                throw node.unsupported(option + " (expected false)");
            }
        }
        picture(node, input);
        resample(
                node,
                input,
                node.config().path("height").asLong(),
                node.config().path("width").asLong());
    }

    private void resample(Node node, Tensor input, long height, long width) throws IOException {
        String method = node.text("interpolation", "bilinear");
        if (!METHODS.contains(method)) {
            throw node.unsupported("interpolation " + method + " (expected nearest or bilinear)");
        }
        assembly.computation(
                node, new Resampling(height, width, Method.valueOf(method.toUpperCase(Locale.ROOT))), input);
    }

    private void centre(Node node, Tensor input) throws IOException {
        long[] shape = picture(node, input);
        long above = shape[1] - node.config().path("height").asLong();
        long left = shape[2] - node.config().path("width").asLong();
        if (above < 0 || left < 0) {
            throw node.unsupported("to " + size(node) + " from " + shape[1] + " x " + shape[2]
                    + " (expected a picture that is no smaller)");
        }
        Cropping2D layer = new Cropping2D.Builder(
                        (int) (above / 2), (int) (above - above / 2), (int) (left / 2), (int) (left - left / 2))
                .name(node.name())
                .build();
        assembly.layer(node, layer, input, Map.of());
    }

    private static void requireSize(Node node, long[] shape) throws IOException {
        if (shape[1] != node.config().path("height").asLong()
                || shape[2] != node.config().path("width").asLong()) {
            throw node.unsupported("to " + size(node) + " from " + shape[1] + " x " + shape[2]
                    + " (expected the picture's own size: versions of Keras differ in what it does in predictions."
                    + " Save the model without it, and use the key augment: of images:)");
        }
    }

    private static String size(Node node) {
        return node.config().path("height").asLong() + " x "
                + node.config().path("width").asLong();
    }

    private static long[] picture(Node node, Tensor input) throws IOException {
        if (input.isFlat() || input.isSequence() || input.shape().length != 3) {
            throw node.unsupported(
                    "on an input of the shape " + Arrays.toString(input.kerasShape()) + " (expected a picture)");
        }
        return input.shape();
    }
}
