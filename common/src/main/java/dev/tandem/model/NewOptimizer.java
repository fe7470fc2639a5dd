package dev.tandem.model;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.conf.misc.DummyConfig;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/** Replaces the optimizer of a network; its state starts anew. */
final class NewOptimizer {

    private NewOptimizer() {}

    /**
     * Gives all layers the same optimizer, in place of those that biases may have of their own. What has none stays so: layers that
     * the network's file keeps frozen, and biases that a batch norm takes away.
     *
     * @throws IllegalArgumentException if a layer's cannot be replaced; the message names it
     */
    static void put(Model model, IUpdater optimizer) {
        Network network = Networks.initialized(model);
        for (UpdaterBlock block : network.updater().getUpdaterBlocks()) {
            for (UpdaterBlock.ParamState state : block.getLayersAndVariablesInBlock()) {
                put(state.getLayer().getConfig(), optimizer);
            }
        }
        network.newUpdater();
    }

    @SuppressWarnings("NullAway") // DL4J's own way to say: none for biases
    private static void put(TrainingConfig config, IUpdater optimizer) {
        if (config instanceof BaseLayer layer) {
            layer.setIUpdater(optimizer.clone());
            if (!(layer.getBiasUpdater() instanceof NoOp)) {
                layer.setBiasUpdater(null);
            }
        } else if (config instanceof AbstractSameDiffLayer layer) {
            layer.setUpdater(optimizer.clone());
            layer.setBiasUpdater(null);
        } else if (config instanceof Bidirectional both) {
            put(both.getFwd(), optimizer);
            put(both.getBwd(), optimizer);
        } else if (config instanceof BaseWrapperLayer wrapper) {
            put(wrapper.getUnderlying(), optimizer);
        } else if (!(config instanceof DummyConfig)) {
            throw new IllegalArgumentException("Cannot replace the optimizer of layer " + config.getLayerName()
                    + ": it is a " + config.getClass().getName() + ", which has no place for one");
        }
    }
}
