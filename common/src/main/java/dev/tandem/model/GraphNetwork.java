package dev.tandem.model;

import dev.tandem.data.Batch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A graph of layers: any number of inputs and outputs. */
record GraphNetwork(ComputationGraph network) implements Network {

    @Override
    public Model model() {
        return network;
    }

    @Override
    public ModelDefinition definition() {
        return new ModelDefinition(
                ModelDefinition.Kind.COMPUTATION_GRAPH,
                network.getConfiguration().toJson());
    }

    @Override
    public int inputCount() {
        return network.getNumInputArrays();
    }

    @Override
    public List<String> layerNames() {
        return order().map(GraphVertex::getVertexName).toList();
    }

    @Override
    public List<String> outputNames() {
        return network.getConfiguration().getNetworkOutputs();
    }

    @Override
    public boolean isTruncated() {
        return network.getConfiguration().getBackpropType() == BackpropType.TruncatedBPTT;
    }

    @Override
    public long parametersOf(int layers) {
        return order().limit(layers).mapToLong(GraphVertex::numParams).sum();
    }

    @Override
    public void lighten() {
        Layer[] all = network.getLayers();
        for (GraphVertex vertex : network.getVertices()) {
            if (vertex instanceof LayerVertex place) {
                Layer layer = place.getLayer();
                Layer lean = LeanLayers.of(layer, readsInputsOnly(vertex));
                Arrays.setAll(all, i -> all[i] == layer ? lean : all[i]);
                place.setLayer(lean);
            }
        }
        network.setUpdater(new LeanGraphUpdater(network));
    }

    private boolean readsInputsOnly(GraphVertex vertex) {
        return Arrays.stream(vertex.getInputVertices())
                .allMatch(input -> network.getVertices()[input.getVertexIndex()].isInputVertex());
    }

    @Override
    public void hold(int layers) {
        for (GraphVertex vertex : order().limit(layers).toList()) {
            if (vertex instanceof LayerVertex layer) {
                layer.setLayer(HeldLayer.hold(layer.getLayer(), network.getLayers()));
            } else {
                network.getVertices()[vertex.getVertexIndex()] = new HeldVertex(vertex);
            }
        }
    }

    @Override
    public void release() {
        HeldLayer.release(network.getLayers());
        GraphVertex[] vertices = network.getVertices();
        Arrays.setAll(vertices, i -> HeldVertex.released(vertices[i]));
        for (GraphVertex vertex : vertices) {
            if (vertex instanceof LayerVertex layer) {
                layer.setLayer(HeldLayer.released(layer.getLayer()));
            }
        }
    }

    /** All vertices but the inputs, in the order in which they compute. */
    private Stream<GraphVertex> order() {
        return Arrays.stream(network.topologicalSortOrder())
                .mapToObj(index -> network.getVertices()[index])
                .filter(vertex -> !vertex.isInputVertex());
    }

    @Override
    public List<Layer> outputLayers() {
        return IntStream.range(0, network.getNumOutputArrays())
                .mapToObj(network::getOutputLayer)
                .map(layer -> layer instanceof FrozenLayerWithBackprop frozen ? frozen.getInsideLayer() : layer)
                .toList();
    }

    @Override
    public int iteration() {
        return network.getIterationCount();
    }

    @Override
    public int epoch() {
        return network.getEpochCount();
    }

    @Override
    public void counters(int iteration, int epoch) {
        network.getConfiguration().setIterationCount(iteration);
        network.getConfiguration().setEpochCount(epoch);
    }

    @Override
    public BaseMultiLayerUpdater<?> updater() {
        return network.getUpdater();
    }

    @Override
    @SuppressWarnings("NullAway") // DL4J's own way to ask for a new one
    public BaseMultiLayerUpdater<?> newUpdater() {
        network.setUpdater(updater() instanceof LeanGraphUpdater ? new LeanGraphUpdater(network) : null);
        return updater();
    }

    @Override
    public void fit(Batch batch) {
        network.fit(arrays(batch.inputs()), arrays(batch.targets()));
    }

    @Override
    public double score(Batch batch) {
        return new GraphScore(network, outputLayers()).of(arrays(batch.inputs()), arrays(batch.targets()));
    }

    @Override
    public List<INDArray> predict(List<INDArray> inputs) {
        return List.of(network.output(false, arrays(inputs)));
    }

    private static INDArray[] arrays(List<INDArray> arrays) {
        return arrays.toArray(INDArray[]::new);
    }
}
