package dev.tandem.keras;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;

/** Layers with several inputs. */
final class Merges {

    static final Set<String> KINDS =
            Set.of("Add", "Subtract", "Multiply", "Average", "Maximum", "Concatenate", "Merge");

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
        if (mode.equals("Concatenate") || mode.equals("concat")) {
            requireChannelAxis(node, tensors.get(0));
        }
        join(node, mode, tensors);
    }

    /** By Keras 1's words for a merge or a bidirectional layer, or by Keras 2's classes. */
    void join(Node node, String mode, List<Tensor> inputs) throws IOException {
        if (inputs.size() < 2) {
            throw node.unsupported("it has one input (expected several, each another layer's)");
        }
        switch (mode) {
            case "Add", "sum" -> elementwise(node, ElementWiseVertex.Op.Add, inputs);
            case "Subtract" -> elementwise(node, ElementWiseVertex.Op.Subtract, inputs);
            case "Multiply", "mul" -> multiply(node, inputs);
            case "Average", "ave" -> elementwise(node, ElementWiseVertex.Op.Average, inputs);
            case "Maximum", "max" -> elementwise(node, ElementWiseVertex.Op.Max, inputs);
            case "Concatenate", "concat" -> concatenate(node, inputs);
            default -> throw node.unsupported("mode " + mode);
        }
    }

    /** Of two pictures one may have a single place, whose features scale all of the other's: squeeze and excitation. */
    private void multiply(Node node, List<Tensor> inputs) throws IOException {
        if (inputs.size() == 2) {
            Tensor large = inputs.get(isOnePlace(inputs.get(0)) ? 1 : 0);
            Tensor small = inputs.get(isOnePlace(inputs.get(0)) ? 0 : 1);
            boolean isScaling = large.shape().length == 3
                    && large.shape().length == small.shape().length
                    && large.features() == small.features()
                    && isOnePlace(small);
            if (isScaling) {
                assembly.vertex(
                        node, new ElementWiseVertex(ElementWiseVertex.Op.Product), List.of(large, small), large.type());
                return;
            }
        }
        elementwise(node, ElementWiseVertex.Op.Product, inputs);
    }

    private static boolean isOnePlace(Tensor tensor) {
        long[] shape = tensor.shape();
        return shape.length == 3 && shape[1] == 1 && shape[2] == 1;
    }

    private void elementwise(Node node, ElementWiseVertex.Op op, List<Tensor> inputs) throws IOException {
        for (Tensor input : inputs) {
            if (!Arrays.equals(input.shape(), inputs.get(0).shape())) {
                throw node.unsupported("its inputs have the shapes "
                        + inputs.stream()
                                .map(each -> Arrays.toString(each.kerasShape()))
                                .toList()
                        + ": DL4J needs equal ones");
            }
        }
        assembly.vertex(node, new ElementWiseVertex(op), inputs, inputs.get(0).type());
    }

    private void concatenate(Node node, List<Tensor> inputs) throws IOException {
        InputType[] types = inputs.stream().map(Tensor::type).toArray(InputType[]::new);
        MergeVertex vertex = new MergeVertex();
        assembly.vertex(node, vertex, inputs, vertex.getOutputType(-1, types));
    }

    private static void requireChannelAxis(Node node, Tensor input) throws IOException {
        int rank = input.shape().length;
        int expected = input.isTurned() ? rank : 1;
        int axis = node.config().path("axis").asInt(-1);
        if (axis != expected && (axis < 0 ? axis + rank + 1 : axis) != expected) {
            throw node.unsupported("along axis " + axis + " (expected that of the channels, " + expected + ")");
        }
    }
}
