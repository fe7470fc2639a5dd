package dev.tandem.keras;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/** Makes a model's last layers DL4J's output layers, which have a loss: what Keras's {@code compile} adds beside the layers. */
final class OutputLayers {

    private final Topology topology;
    private final Losses losses;
    private final Set<String> feeding = new LinkedHashSet<>();
    private final Map<String, String> vertices = new LinkedHashMap<>();

    OutputLayers(Topology topology, Losses losses) {
        this.topology = topology;
        this.losses = losses;
        topology.nodes().forEach(node -> feeding.addAll(node.inputs()));
    }

    /** Whether the model gives out what this layer computes. */
    boolean isResult(Node node) {
        return topology.outputs().contains(node.name());
    }

    /** Whether, in addition, no other layer needs it. */
    boolean isOutput(Node node) {
        return isResult(node) && !feeding.contains(node.name());
    }

    /** The same layer with a loss; nothing if DL4J needs a layer of its own for that. */
    Optional<Layer> withLoss(Node node, Layer layer, InputType type) throws IOException {
        if (layer instanceof DenseLayer dense && type.getType() == InputType.Type.FF) {
            OutputLayer.Builder output = new OutputLayer.Builder();
            return Optional.of(like(node, dense, output.hasBias(dense.hasBias()), type));
        }
        if (layer instanceof Convolution1DLayer dense && node.kind().equals("Dense")) {
            RnnOutputLayer.Builder output = new RnnOutputLayer.Builder().dataFormat(RNNFormat.NCW);
            return Optional.of(like(node, dense, output.hasBias(dense.hasBias()), type));
        }
        if (layer instanceof ActivationLayer activation) {
            return Optional.of(loss(node, type, activation.getActivationFn()));
        }
        return Optional.empty();
    }

    private Layer like(Node node, FeedForwardLayer layer, BaseOutputLayer.Builder<?> output, InputType type)
            throws IOException {
        output.lossFunction(losses.of(node, topology, type.getShape(false)[0], layer.getActivationFn()))
                .name(node.name())
                .nIn(layer.getNIn())
                .nOut(layer.getNOut())
                .activation(layer.getActivationFn());
        BaseOutputLayer built = output.build();
        built.setWeightInitFn(layer.getWeightInitFn());
        built.setRegularization(layer.getRegularization());
        built.setRegularizationBias(layer.getRegularizationBias());
        built.setIDropout(layer.getIDropout());
        built.setConstraints(layer.getConstraints());
        return built;
    }

    /** A layer that adds a loss and nothing else. */
    Layer lossAlone(Node node, InputType type) throws IOException {
        return loss(node, type, new ActivationIdentity());
    }

    private Layer loss(Node node, InputType type, IActivation activation) throws IOException {
        var loss = losses.of(node, topology, type.getShape(false)[0], activation);
        return switch (type.getType()) {
            case RNN ->
                new RnnLossLayer.Builder()
                        .lossFunction(loss)
                        .activation(activation)
                        .build();
            case CNN ->
                new CnnLossLayer.Builder()
                        .lossFunction(loss)
                        .activation(activation)
                        .build();
            case CNN3D ->
                new Cnn3DLossLayer.Builder(org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat.NCDHW)
                        .lossFunction(loss)
                        .activation(activation)
                        .build();
            default ->
                new LossLayer.Builder()
                        .lossFunction(loss)
                        .activation(activation)
                        .build();
        };
    }

    void placed(Node node, String vertex) {
        vertices.put(node.name(), vertex);
    }

    /** DL4J's output vertices, in the order of the model's outputs. */
    List<String> vertices() throws IOException {
        for (String output : topology.outputs()) {
            if (!vertices.containsKey(output)) {
                throw new IOException("its output '" + output + "' is none of its layers");
            }
        }
        return topology.outputs().stream().map(vertices::get).toList();
    }
}
