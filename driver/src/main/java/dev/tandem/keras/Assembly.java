package dev.tandem.keras;

import dev.tandem.layer.Computation;
import dev.tandem.layer.ComputationVertex;
import dev.tandem.layer.KerasFunction;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A graph of DL4J's while it grows, layer by layer, with the values that it is to have. */
final class Assembly {

    private static final KerasFunction LOG_SOFTMAX = new KerasFunction(KerasFunction.Kind.LOG_SOFTMAX);

    private final GraphBuilder graph;
    private final OutputLayers outputs;
    private final UpdateRules rules;
    private final Map<String, Tensor> results = new HashMap<>();
    private final Map<String, Map<String, INDArray>> values = new LinkedHashMap<>();
    private final Set<String> untrained = new LinkedHashSet<>();

    Assembly(GraphBuilder graph, OutputLayers outputs, UpdateRules rules) {
        this.graph = graph;
        this.outputs = outputs;
        this.rules = rules;
    }

    Tensor result(String node) throws IOException {
        Tensor tensor = results.get(node);
        if (tensor == null) {
            throw new IOException("its layer '" + node + "' feeds another, but is not among the layers before it");
        }
        return tensor;
    }

    boolean isOutput(Node node) {
        return outputs.isOutput(node);
    }

    boolean isResult(Node node) {
        return outputs.isResult(node);
    }

    boolean has(String node) {
        return results.containsKey(node);
    }

    /** A layer on one input. */
    void layer(Node node, Layer layer, Tensor input, Map<String, INDArray> parameters) throws IOException {
        layer(node, layer, input, layer.getOutputType(-1, input.type()), parameters);
    }

    /** A layer on one input, whose type of result DL4J would not say rightly. */
    void layer(Node node, Layer layer, Tensor input, InputType type, Map<String, INDArray> parameters)
            throws IOException {
        Optional<Layer> output = outputs.isOutput(node) ? outputs.withLoss(node, layer, type) : Optional.empty();
        if (output.isEmpty() && FeatureSoftmax.isNeededBy(layer, type)) {
            new FeatureSoftmax(this).after(node, (BaseLayer) layer, input, type, parameters);
            return;
        }
        requireFeaturesSecond(node, layer, input);
        if (!node.flag("trainable", true)) {
            untrained.add(node.name());
        }
        rules.apply(output.orElse(layer));
        graph.addLayer(node.name(), output.orElse(layer), input.vertex());
        values.put(node.name(), parameters);
        finish(node, input.with(node.name(), type), output.isPresent());
    }

    private static void requireFeaturesSecond(Node node, Layer layer, Tensor input) throws IOException {
        boolean isLogSoftmax = (layer instanceof BaseLayer base && LOG_SOFTMAX.equals(base.getActivationFn()))
                || (layer instanceof ActivationLayer alone && LOG_SOFTMAX.equals(alone.getActivationFn()));
        if (isLogSoftmax && !input.isFlat() && !input.isTurned()) {
            throw node.unsupported("log_softmax with channels first");
        }
    }

    /** Another order or shape of the same values. */
    void rearrange(Node node, InputPreProcessor step, Tensor input, InputType type) throws IOException {
        graph.addVertex(node.name(), new PreprocessorVertex(step), input.vertex());
        finish(node, input.with(node.name(), type), false);
    }

    void vertex(Node node, GraphVertex vertex, List<Tensor> inputs, InputType type) throws IOException {
        graph.addVertex(node.name(), vertex, inputs.stream().map(Tensor::vertex).toArray(String[]::new));
        finish(node, inputs.get(0).with(node.name(), type), false);
    }

    /** A function of several inputs. */
    void computation(Node node, Computation computation, Tensor... inputs) throws IOException {
        InputType[] types = Arrays.stream(inputs).map(Tensor::type).toArray(InputType[]::new);
        vertex(node, new ComputationVertex(computation), List.of(inputs), computation.outputType(types));
    }

    /** Says which time steps of a layer's result count. */
    void mask(Node node, String mask) {
        results.computeIfPresent(node.name(), (name, result) -> result.isSequence() ? result.masked(mask) : result);
    }

    void input(Node node, Tensor tensor) throws IOException {
        finish(node, tensor, false);
    }

    /** A layer that does nothing to what it is given. */
    void pass(Node node, Tensor input) throws IOException {
        finish(node, input, false);
    }

    private void finish(Node node, Tensor result, boolean hasLoss) throws IOException {
        results.put(node.name(), result);
        if (hasLoss) {
            outputs.placed(node, node.name());
        } else if (outputs.isResult(node)) {
            String name = node.name() + "_loss";
            graph.addLayer(name, outputs.lossAlone(node, result.type()), result.vertex());
            outputs.placed(node, name);
        }
    }

    /** DL4J's layers that the file says not to train. */
    Set<String> untrained() {
        return untrained;
    }

    /** Gives a network made from this graph the values from the file. */
    void fill(ComputationGraph network) throws IOException {
        for (Map.Entry<String, Map<String, INDArray>> entry : values.entrySet()) {
            org.deeplearning4j.nn.api.Layer layer = network.getLayer(entry.getKey());
            Set<String> missing = new LinkedHashSet<>(layer.paramTable().keySet());
            missing.removeAll(entry.getValue().keySet());
            if (!missing.isEmpty()) {
                throw new IOException("the file has no values for layer '" + entry.getKey() + "' (missing: " + missing
                        + "). Save the model after it was built");
            }
            for (Map.Entry<String, INDArray> parameter : entry.getValue().entrySet()) {
                fill(entry.getKey(), layer.getParam(parameter.getKey()), parameter.getValue());
            }
        }
    }

    private static void fill(String name, INDArray parameter, INDArray value) throws IOException {
        if (parameter == null || parameter.length() != value.length()) {
            throw new IOException(
                    "the file's values of layer '" + name + "' have the shape " + value.shapeInfoToString()
                            + ", but its configuration needs "
                            + (parameter == null ? "no such values" : parameter.shapeInfoToString()));
        }
        parameter.assign(value.dup('c').reshape('c', parameter.shape()));
    }
}
