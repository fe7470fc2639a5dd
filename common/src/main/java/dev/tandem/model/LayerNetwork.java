package dev.tandem.model;

import dev.tandem.data.Batch;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** A stack of layers: one input, one output. */
record LayerNetwork(MultiLayerNetwork network) implements Network {

    @Override
    public Model model() {
        return network;
    }

    @Override
    public ModelDefinition definition() {
        return new ModelDefinition(
                ModelDefinition.Kind.MULTI_LAYER_NETWORK,
                network.getLayerWiseConfigurations().toJson());
    }

    @Override
    public int inputCount() {
        return 1;
    }

    @Override
    public List<String> layerNames() {
        return network.getLayerNames();
    }

    @Override
    public List<String> outputNames() {
        List<String> names = layerNames();
        return names.subList(names.size() - 1, names.size());
    }

    @Override
    public boolean isTruncated() {
        return network.getLayerWiseConfigurations().getBackpropType() == BackpropType.TruncatedBPTT;
    }

    @Override
    public long parametersOf(int layers) {
        return Arrays.stream(network.getLayers())
                .limit(layers)
                .mapToLong(Layer::numParams)
                .sum();
    }

    @Override
    public void lighten() {
        Layer[] all = network.getLayers();
        Arrays.setAll(all, i -> LeanLayers.of(all[i], i == 0));
        network.setUpdater(new LeanStackUpdater(network));
    }

    @Override
    public void hold(int layers) {
        Layer[] all = network.getLayers();
        for (Layer layer : Arrays.copyOf(all, layers)) {
            HeldLayer.hold(layer, all);
        }
    }

    @Override
    public void release() {
        HeldLayer.release(network.getLayers());
    }

    @Override
    public List<Layer> outputLayers() {
        return List.of(network.getOutputLayer());
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
        network.setIterationCount(iteration);
        network.setEpochCount(epoch);
    }

    @Override
    public BaseMultiLayerUpdater<?> updater() {
        return (BaseMultiLayerUpdater<?>) network.getUpdater();
    }

    @Override
    @SuppressWarnings("NullAway") // DL4J's own way to ask for a new one
    public BaseMultiLayerUpdater<?> newUpdater() {
        network.setUpdater(updater() instanceof LeanStackUpdater ? new LeanStackUpdater(network) : null);
        return updater();
    }

    @Override
    public void fit(Batch batch) {
        network.fit(batch.inputs().get(0), batch.targets().get(0));
    }

    @Override
    public double score(Batch batch) {
        return network.score(new DataSet(batch.inputs().get(0), batch.targets().get(0)), false);
    }

    @Override
    public List<INDArray> predict(List<INDArray> inputs) {
        return List.of(network.output(inputs.get(0), false));
    }
}
