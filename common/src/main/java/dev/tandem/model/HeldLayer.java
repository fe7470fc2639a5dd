package dev.tandem.model;

import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer that is frozen for now: unlike DL4J's frozen ones it keeps its optimizer and its place for gradients. */
final class HeldLayer extends FrozenLayer {

    private HeldLayer(Layer layer) {
        super(layer);
    }

    /** Holds one of a network's layers; gives back what stands in its place now. */
    static Layer hold(Layer layer, Layer[] all) {
        HeldLayer held = new HeldLayer(layer);
        Arrays.setAll(all, i -> all[i] == layer ? held : all[i]);
        return held;
    }

    /** Releases all of a network's layers. */
    static void release(Layer[] all) {
        Arrays.setAll(all, i -> released(all[i]));
    }

    /** The layer itself, held or not. */
    static Layer released(Layer layer) {
        return layer instanceof HeldLayer held ? held.getInsideLayer() : layer;
    }

    @Override
    public TrainingConfig getConfig() {
        return underlying.getConfig();
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray gradients) {
        underlying.setBackpropGradientsViewArray(gradients);
    }
}
