package dev.tandem.keras;

import dev.tandem.layer.Concatenation;
import dev.tandem.layer.FeatureScaling;
import dev.tandem.layer.Merging;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;

/** Layers with several inputs. */
final class Merges {

    static final Set<String> KINDS = Set.of(
            "Add", "Subtract", "Multiply", "Divide", "Average", "Maximum", "Minimum", "Dot", "Concatenate", "Merge");

    private final Assembly assembly;

    Merges(Assembly assembly) {
        this.assembly = assembly;
    }

    void add(Node node, List<String> inputs) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        for (String input : inputs) {
            tensors.add(assembly.result(input));
        }
        String mode = node.kind().equals("Merge") ? node.text("mode", "sum") : node.kind();
        join(node, mode, tensors);
        mask(node, tensors);
    }

    /** By Keras 1's words for a merge or a bidirectional layer, or by Keras 2's classes. */
    void join(Node node, String mode, List<Tensor> inputs) throws IOException {
        if (inputs.size() < 2) {
            throw node.unsupported("it has one input (expected several, each another layer's)");
        }
        switch (mode) {
            case "Add", "sum" -> elementwise(node, ElementWiseVertex.Op.Add, inputs);
            case "Subtract" -> elementwise(node, ElementWiseVertex.Op.Subtract, inputs);
            case "Multiply", "mul" -> elementwise(node, ElementWiseVertex.Op.Product, inputs);
            case "Average", "ave" -> elementwise(node, ElementWiseVertex.Op.Average, inputs);
            case "Maximum", "max" -> elementwise(node, ElementWiseVertex.Op.Max, inputs);
            case "Minimum" -> merging(node, Merging.Operation.MINIMUM, inputs);
            case "Divide" -> merging(node, Merging.Operation.DIVIDE, inputs);
            case "Dot", "dot" -> new Dots(assembly).add(node, inputs);
            case "Concatenate", "concat" -> concatenate(node, inputs);
            default -> throw node.unsupported("mode " + mode);
        }
    }

    private void elementwise(Node node, ElementWiseVertex.Op op, List<Tensor> inputs) throws IOException {
        boolean isAlike = inputs.stream()
                .allMatch(input -> Arrays.equals(input.shape(), inputs.get(0).shape()));
        if (isAlike) {
            assembly.vertex(
                    node, new ElementWiseVertex(op), inputs, inputs.get(0).type());
            return;
        }
        merging(
                node,
                switch (op) {
                    case Add -> Merging.Operation.ADD;
                    case Subtract -> Merging.Operation.SUBTRACT;
                    case Product -> Merging.Operation.MULTIPLY;
                    case Average -> Merging.Operation.AVERAGE;
                    case Max -> Merging.Operation.MAXIMUM;
                },
                inputs);
    }

    /** What Keras's own Inception-ResNet has: the first input, and the second times a number. */
    void scaledSum(Node node, List<Tensor> inputs) throws IOException {
        Node scaled = node.part("_scaled");
        List<Double> scale = List.of(node.config().path("scale").asDouble(1));
        assembly.computation(scaled, new FeatureScaling(scale, List.of(0.0)), inputs.get(1));
        merging(node, Merging.Operation.ADD, List.of(inputs.get(0), assembly.result(scaled.name())));
    }

    private void merging(Node node, Merging.Operation operation, List<Tensor> inputs) throws IOException {
        int rank = inputs.stream().mapToInt(input -> input.shape().length).max().orElse(1);
        List<Tensor> alike = new ArrayList<>();
        for (Tensor input : inputs) {
            boolean isFlat = input.isFlat() && rank > 1;
            alike.add(isFlat ? ofOnePlace(node, input, largest(inputs), alike.size()) : input);
        }
        requireAlike(node, alike);
        assembly.computation(node, new Merging(operation), alike.toArray(Tensor[]::new));
    }

    private Tensor ofOnePlace(Node node, Tensor flat, Tensor large, int index) throws IOException {
        Node part = node.part("_input_" + index);
        new Shapes(assembly).keepDimensions(part, large, flat);
        return assembly.result(part.name());
    }

    private static Tensor largest(List<Tensor> inputs) {
        return inputs.stream()
                .max(Comparator.comparingInt(input -> input.shape().length))
                .orElseThrow();
    }

    private static void requireAlike(Node node, List<Tensor> inputs) throws IOException {
        long[] most = largest(inputs).shape().clone();
        for (Tensor input : inputs) {
            for (int i = 0; i < Math.min(most.length, input.shape().length); i++) {
                most[i] = Math.max(most[i], input.shape()[i]);
            }
        }
        for (Tensor input : inputs) {
            boolean isAlike = input.shape().length == most.length;
            for (int i = 0; isAlike && i < most.length; i++) {
                isAlike = input.shape()[i] == most[i] || input.shape()[i] == 1;
            }
            if (!isAlike) {
                throw node.unsupported("its inputs have the shapes "
                        + inputs.stream()
                                .map(each -> Arrays.toString(each.kerasShape()))
                                .toList()
                        + " (expected equal ones, or 1 where they differ)");
            }
        }
    }

    /** A step counts if it does in all inputs. */
    private void mask(Node node, List<Tensor> inputs) throws IOException {
        List<String> masks = inputs.stream()
                .map(Tensor::mask)
                .filter(mask -> !mask.isEmpty())
                .distinct()
                .toList();
        if (masks.size() > 1) {
            Tensor[] all = inputs.stream()
                    .filter(Tensor::isMasked)
                    .map(Tensor::maskItself)
                    .toArray(Tensor[]::new);
            assembly.computation(node.part("_mask"), new Merging(Merging.Operation.MULTIPLY), all);
            assembly.mask(node, node.part("_mask").name());
        } else {
            assembly.mask(node, masks.isEmpty() ? "" : masks.get(0));
        }
    }

    private void concatenate(Node node, List<Tensor> inputs) throws IOException {
        int dimension = dimension(node, inputs.get(0));
        if (dimension != 1) {
            assembly.computation(node, new Concatenation(dimension), inputs.toArray(Tensor[]::new));
            return;
        }
        InputType[] types = inputs.stream().map(Tensor::type).toArray(InputType[]::new);
        MergeVertex vertex = new MergeVertex();
        assembly.vertex(node, vertex, inputs, vertex.getOutputType(-1, types));
    }

    /** The dimension of DL4J's arrays along which a layer concatenates. */
    private static int dimension(Node node, Tensor input) throws IOException {
        int rank = input.shape().length;
        int given = node.config().path("axis").asInt(-1);
        int axis = input.axis(given);
        if (axis < 1 || axis > rank || rank > 3) {
            throw node.unsupported("along axis " + given + " of " + rank + " dimensions");
        }
        return !input.isTurned() ? axis : axis == rank ? 1 : axis + 1;
    }
}
