package dev.tandem.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A graph's mean loss, regularization included, with dropout off. DL4J's own {@code score} keeps the activations of every layer in
 * arrays that only Java's collector frees: validating ResNet-20 filled 12 GB within seconds. Here they are those of a prediction,
 * which live until the last layer that reads them has.
 */
final class GraphScore {

    private final ComputationGraph network;
    private final List<Layer> layers;

    /** @param layers the output layers, in the order of the outputs */
    GraphScore(ComputationGraph network, List<Layer> layers) {
        this.network = network;
        this.layers = layers;
    }

    double of(INDArray[] inputs, INDArray[] targets) {
        List<ScoredVertex> outputs = outputs(targets);
        GraphVertex[] vertices = network.getVertices();
        try {
            outputs.forEach(output -> vertices[output.getVertexIndex()] = output);
            network.setLabels(targets);
            for (INDArray prediction : network.output(false, inputs)) {
                closeUnlessInput(prediction, inputs);
            }
            return outputs.stream().mapToDouble(ScoredVertex::score).reduce(0, Double::sum);
        } finally {
            outputs.forEach(output -> vertices[output.getVertexIndex()] = output.inside());
            network.clearLayersStates();
        }
    }

    private List<ScoredVertex> outputs(INDArray[] targets) {
        List<ScoredVertex> outputs = new ArrayList<>();
        for (String name : network.getConfiguration().getNetworkOutputs()) {
            int i = outputs.size();
            double regularization = i == 0 ? network.calcRegularizationScore(true) : 0;
            outputs.add(new ScoredVertex(
                    network.getVertex(name), (IOutputLayer) layers.get(i), targets[i], regularization));
        }
        return outputs;
    }

    /** A layer that does nothing in inference hands on its input. */
    private static void closeUnlessInput(INDArray array, INDArray[] inputs) {
        long address = array.data().address();
        if (array.closeable()
                && Arrays.stream(inputs).noneMatch(input -> input.data().address() == address)) {
            array.close();
        }
    }
}
