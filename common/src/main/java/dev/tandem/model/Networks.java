package dev.tandem.model;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Makes networks from definitions and trainable models from networks. */
final class Networks {

    private Networks() {}

    static TrainableModel trainable(Model model, @Nullable Freezing freezing) {
        return trainable(model, freezing, false);
    }

    /** A network that nobody else gets to see. */
    static TrainableModel replica(ModelDefinition definition) {
        return trainable(withZeros(definition), definition.freezing(), true);
    }

    private static TrainableModel trainable(Model model, @Nullable Freezing freezing, boolean lean) {
        Network network = initialized(model);
        requireFloats(network);
        for (Layer layer : network.outputLayers()) {
            requireOutputLayer(layer);
        }
        OneDnn.accelerate(model);
        return new NetworkModel(network, freezing, lean);
    }

    static Model withZeros(ModelDefinition definition) {
        try {
            return definition.kind() == ModelDefinition.Kind.MULTI_LAYER_NETWORK
                    ? withZeros(MultiLayerConfiguration.fromJson(definition.configuration()))
                    : withZeros(ComputationGraphConfiguration.fromJson(definition.configuration()));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "Cannot build a " + definition.kind() + " from its configuration: " + e.getMessage(), e);
        }
    }

    private static MultiLayerNetwork withZeros(MultiLayerConfiguration configuration) {
        long parameters = 0;
        for (NeuralNetConfiguration layer : configuration.getConfs()) {
            parameters += layer.getLayer().initializer().numParams(layer);
        }
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        // Given values keep DL4J from setting the seed of this thread and drawing from it.
        network.init(Nd4j.zeros(configuration.getDataType(), parameters), false);
        return network;
    }

    private static ComputationGraph withZeros(ComputationGraphConfiguration configuration) {
        long parameters = 0;
        for (GraphVertex vertex : configuration.getVertices().values()) {
            parameters += vertex.numParams(true);
        }
        ComputationGraph network = new ComputationGraph(configuration);
        network.init(Nd4j.zeros(configuration.getDataType(), 1, parameters), false);
        return network;
    }

    static Network initialized(Model model) {
        if (model instanceof MultiLayerNetwork network) {
            network.init();
            return new LayerNetwork(network);
        }
        if (model instanceof ComputationGraph network) {
            network.init();
            return new GraphNetwork(network);
        }
        throw new IllegalArgumentException("Cannot train a " + model.getClass().getName()
                + ": expected DL4J's MultiLayerNetwork or ComputationGraph");
    }

    private static void requireFloats(Network network) {
        DataType type = network.model().params() == null
                ? DataType.FLOAT
                : network.model().params().dataType();
        if (type != DataType.FLOAT) {
            throw new IllegalArgumentException("Cannot train a network of data type " + type
                    + ": expected FLOAT. Set dataType(DataType.FLOAT) in its configuration.");
        }
    }

    private static void requireOutputLayer(Layer layer) {
        if (!(layer instanceof IOutputLayer)) {
            throw new IllegalArgumentException("Cannot train a network whose output is a "
                    + layer.getClass().getName()
                    + ": expected an output layer, which has a loss (OutputLayer, LossLayer, "
                    + "RnnOutputLayer, …)");
        }
    }
}
