package dev.tandem.model;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers that compute the same as DL4J's in less time, for networks that nobody else gets to see. */
final class LeanLayers {

    private LeanLayers() {}

    /**
     * What to put in a layer's place: the layer itself, changed or not, or a substitute.
     *
     * @param onInput whether the layer reads nothing but inputs of the network
     */
    static Layer of(Layer layer, boolean onInput) {
        VectorizedRelu.install(layer);
        if (onInput) {
            OneDnn.leaveOutInputGradient(layer);
        }
        return LeanDense.of(layer, onInput);
    }

    /** In place of the gradient of an input: preprocessors, and graphs where several layers read it, want an array all the same. */
    static INDArray unread(INDArray input, LayerWorkspaceMgr workspaceMgr) {
        return workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, input.shape(), 'c');
    }
}
