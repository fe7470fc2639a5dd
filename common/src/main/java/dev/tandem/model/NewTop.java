package dev.tandem.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An output layer for other classes. It takes the place and the name of the last layer with parameters, which must be a dense or an
 * output layer; what followed that (an activation, a loss) goes. All other layers keep their values; the optimizer and the counters
 * start anew.
 *
 * @param classes columns of the targets; 1 for a yes or no, which is a sigmoid with binary cross entropy instead of a softmax
 * @param dropout fraction of the values that the layer does not see while training; from 0 to below 1
 * @param seed of its random values
 */
public record NewTop(int classes, double dropout, long seed) {

    public NewTop {
        ClassOutput.requireClasses(classes);
        ClassOutput.requireDropout(dropout);
    }

    /** A new network; the given one stays as it is. */
    Model on(Model model) {
        return model instanceof MultiLayerNetwork network ? on(network) : on((ComputationGraph) model);
    }

    private MultiLayerNetwork on(MultiLayerNetwork old) {
        MultiLayerConfiguration configuration = old.getLayerWiseConfigurations().clone();
        List<NeuralNetConfiguration> layers = configuration.getConfs();
        int top = layers.size() - 1;
        while (top > 0 && old.getLayer(top).numParams() == 0) {
            top--;
        }
        replace(layers.get(top));
        int last = top;
        configuration.setConfs(new ArrayList<>(layers.subList(0, top + 1)));
        configuration.getInputPreProcessors().keySet().removeIf(index -> index > last);
        configuration.getConfs().forEach(layer -> layer.setSeed(drawnSeed()));
        configuration.setIterationCount(0);
        configuration.setEpochCount(0);
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        for (int i = 0; i < top; i++) {
            copy(old.getLayer(i), network.getLayer(i));
        }
        return network;
    }

    private ComputationGraph on(ComputationGraph old) {
        ComputationGraphConfiguration configuration = old.getConfiguration().clone();
        String top = cut(old, configuration);
        configuration.getDefaultConfiguration().setSeed(drawnSeed());
        ComputationGraph network = new ComputationGraph(configuration);
        network.init();
        for (org.deeplearning4j.nn.graph.vertex.GraphVertex vertex : network.getVertices()) {
            if (vertex.numParams() > 0 && !vertex.getVertexName().equals(top)) {
                copy(old.getVertex(vertex.getVertexName()), vertex);
            }
        }
        return network;
    }

    /** Takes away what follows the last layer with parameters; gives back that layer's name. */
    private String cut(ComputationGraph old, ComputationGraphConfiguration configuration) {
        if (configuration.getNetworkOutputs().size() != 1) {
            throw new IllegalArgumentException("Cannot put a new top on a network with the outputs "
                    + configuration.getNetworkOutputs() + " (it must have one)");
        }
        Map<String, GraphVertex> vertices = configuration.getVertices();
        String top = configuration.getNetworkOutputs().get(0);
        while (old.getVertex(top).numParams() == 0) {
            List<String> inputs = configuration.getVertexInputs().remove(top);
            if (inputs == null || inputs.size() != 1) {
                throw new IllegalArgumentException("Cannot put a new top on this network: " + top + ", which joins "
                        + inputs + ", lies between its output and the last layer with parameters");
            }
            vertices.remove(top);
            top = inputs.get(0);
        }
        if (!(vertices.get(top) instanceof LayerVertex layer)) {
            throw unsuitable(top, old.getVertex(top).getClass());
        }
        replace(layer.getLayerConf());
        configuration.setNetworkOutputs(new ArrayList<>(List.of(top)));
        return top;
    }

    private void replace(NeuralNetConfiguration place) {
        Layer old = place.getLayer();
        if (!(old instanceof DenseLayer || old instanceof OutputLayer || old instanceof CenterLossOutputLayer)) {
            throw unsuitable(old.getLayerName(), old.getClass());
        }
        FeedForwardLayer dense = (FeedForwardLayer) old;
        NeuralNetConfiguration filled = new NeuralNetConfiguration.Builder()
                .updater(dense.getIUpdater().clone())
                .list()
                .layer(ClassOutput.of(classes, dropout).nIn(dense.getNIn()).build())
                .build()
                .getConf(0);
        filled.getLayer().setLayerName(old.getLayerName());
        place.setLayer(filled.getLayer());
        place.clearVariables();
    }

    private static IllegalArgumentException unsuitable(String name, Class<?> found) {
        return new IllegalArgumentException("Cannot put a new top on this network: its last layer with parameters, "
                + name + ", is a " + found.getSimpleName() + " (expected a dense or an output layer)");
    }

    private static void copy(Trainable from, Trainable to) {
        Map<String, INDArray> values = from.paramTable(false);
        to.paramTable(false).forEach((name, value) -> value.assign(values.get(name)));
    }

    private long drawnSeed() {
        return ZooOptions.drawnSeed(seed);
    }
}
