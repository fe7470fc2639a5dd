package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.layer.FeatureScaling;
import dev.tandem.layer.SampleReshape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;

/** Layers that only move values, or scale them. Shapes are Keras's; what DL4J has turned is turned back for them. */
final class Shapes {

    private final Assembly assembly;

    Shapes(Assembly assembly) {
        this.assembly = assembly;
    }

    /** Adds the layer if it is one of these. */
    boolean add(Node node, Tensor input) throws IOException {
        switch (node.kind()) {
            case "Flatten" -> flatten(node, input);
            case "Reshape" -> reshape(node, input);
            case "Permute" -> permute(node, input);
            case "RepeatVector" -> repeat(node, input);
            case "Rescaling" -> rescale(node, input);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void flatten(Node node, Tensor input) throws IOException {
        if (input.isFlat()) {
            assembly.pass(node, input);
            return;
        }
        requireKnown(node, input);
        long count = Rearrangement.count(input.shape());
        boolean isFeaturesLast =
                input.isTurned() || node.text("data_format", "").equals("channels_first");
        assembly.rearrange(
                node,
                isFeaturesLast
                        ? Rearrangement.flattenFeaturesLast(input)
                        : Rearrangement.reshape(input, new long[] {count}, false),
                input,
                InputType.feedForward(count));
    }

    private void reshape(Node node, Tensor input) throws IOException {
        requireKnown(node, input);
        JsonNode given = node.config().path("target_shape");
        long[] target = new long[given.size()];
        for (int i = 0; i < target.length; i++) {
            target[i] = given.path(i).asLong();
        }
        long count = Rearrangement.count(input.shape());
        long known = Arrays.stream(target).filter(size -> size > 0).reduce(1, (a, b) -> a * b);
        for (int i = 0; i < target.length; i++) {
            target[i] = target[i] < 0 ? count / known : target[i];
        }
        if (target.length < 1 || target.length > 4 || Rearrangement.count(target) != count) {
            throw node.unsupported("to the shape " + given + " from " + Arrays.toString(input.kerasShape()));
        }
        InputType type = Rearrangement.type(target, input.isChannelsFirst());
        boolean isTurned = input.with(node.name(), type).isTurned();
        assembly.rearrange(node, Rearrangement.reshape(input, target, isTurned), input, type);
    }

    private void permute(Node node, Tensor input) throws IOException {
        requireKnown(node, input);
        JsonNode dims = node.config().path("dims");
        int[] order = new int[dims.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = dims.path(i).asInt() - 1;
        }
        int[] sorted = order.clone();
        Arrays.sort(sorted);
        long[] from = input.kerasShape();
        if (!Arrays.equals(
                Arrays.stream(sorted).asLongStream().toArray(),
                LongStream.range(0, from.length).toArray())) {
            throw node.unsupported("dims " + dims + " of " + from.length + " dimensions");
        }
        long[] to = Arrays.stream(order).mapToLong(dimension -> from[dimension]).toArray();
        assembly.rearrange(
                node, Rearrangement.permute(input, order), input, Rearrangement.type(to, input.isChannelsFirst()));
    }

    /** One value of each feature as a sequence or a picture of one place. */
    void keepDimensions(Node node, Tensor input, Tensor pooled) throws IOException {
        long[] ones = input.shape();
        Arrays.fill(ones, 1, ones.length, 1);
        ones[0] = pooled.features();
        SampleReshape reshape = new SampleReshape(pooled.shape(), ones);
        assembly.rearrange(node, reshape, pooled, reshape.getOutputType(pooled.type()));
    }

    private void repeat(Node node, Tensor input) throws IOException {
        if (!input.isFlat()) {
            throw node.unsupported("on an input of the shape " + Arrays.toString(input.kerasShape()));
        }
        Layer layer = new RepeatVector.Builder<>(node.config().path("n").asInt())
                .dataFormat(RNNFormat.NCW)
                .name(node.name())
                .build();
        assembly.layer(node, layer, input, java.util.Map.of());
    }

    private void rescale(Node node, Tensor input) throws IOException {
        List<Double> scale = numbers(node, node.config().path("scale"), input);
        List<Double> offset = numbers(node, node.config().path("offset"), input);
        assembly.computation(node, new FeatureScaling(scale, offset), input);
    }

    /** Arithmetic on a tensor and a number. */
    void operation(Node node, Tensor input) throws IOException {
        double number = node.config().path("operand").asDouble();
        boolean isFirst = node.flag("operand_first", false);
        double scale = switch (node.kind()) {
            case "Multiply" -> number;
            case "Divide" -> 1 / number;
            default -> node.kind().equals("Subtract") && isFirst ? -1 : 1;
        };
        double shift = switch (node.kind()) {
            case "Add" -> number;
            case "Subtract" -> isFirst ? number : -number;
            default -> 0;
        };
        if (!Set.of("Add", "Subtract", "Multiply", "Divide").contains(node.kind())
                || (node.kind().equals("Divide") && isFirst)) {
            throw node.unsupported("of a tensor and the number " + number);
        }
        assembly.computation(node, new FeatureScaling(List.of(scale), List.of(shift)), input);
    }

    /** One number, or one for each feature; 0 where the file has none. */
    private static List<Double> numbers(Node node, JsonNode given, Tensor input) throws IOException {
        if (given.isNumber() || given.isMissingNode()) {
            return List.of(given.asDouble());
        }
        List<Double> all = Sizes.leaves(given).stream().map(JsonNode::asDouble).toList();
        boolean isOfFeatures = input.isFlat() || input.isTurned();
        if (all.isEmpty() || (all.size() > 1 && (!isOfFeatures || all.size() != input.features()))) {
            throw node.unsupported(
                    "by " + given + " (expected a number, or one for each of its " + input.features() + " features)");
        }
        return all;
    }

    private static void requireKnown(Node node, Tensor input) throws IOException {
        for (long size : input.shape()) {
            if (size < 1) {
                throw node.unsupported("on an input of unknown size " + Arrays.toString(input.kerasShape())
                        + ". Save the model with a fixed input shape");
            }
        }
    }
}
