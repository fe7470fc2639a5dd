package dev.tandem.model;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DL4J's dense layer, with the same bits, less two of its four matrix products: the output, which DL4J computes once more on the way
 * back for the derivative of the activation, is kept from the way there; and the gradient of the network's own input, which nobody
 * reads, is not computed.
 */
final class LeanDense extends DenseLayer {

    private static final IActivation RELU = new ActivationReLU();

    private final boolean onInput;
    private transient @Nullable INDArray kept;

    private LeanDense(DenseLayer layer, boolean onInput) {
        super(layer.conf(), layer.params().dataType());
        this.onInput = onInput;
        setListeners(layer.getListeners());
        setIndex(layer.getIndex());
        setParamsViewArray(layer.params());
        setParamTable(layer.paramTable());
        if (layer.getGradientsViewArray() != null) {
            setBackpropGradientsViewArray(layer.getGradientsViewArray());
        }
    }

    /**
     * What to put in a layer's place: the layer itself unless it is a plain dense one.
     *
     * @param onInput whether the layer reads nothing but inputs of the network
     */
    static Layer of(Layer layer, boolean onInput) {
        if (layer.getClass() != DenseLayer.class) {
            return layer;
        }
        DenseLayer dense = (DenseLayer) layer;
        boolean plain = !dense.hasLayerNorm() && dense.layerConf().getWeightNoise() == null;
        return plain ? new LeanDense(dense, onInput) : layer;
    }

    @Override
    protected Pair<INDArray, @Nullable INDArray> preOutputWithPreNorm(
            boolean training, boolean forBackprop, LayerWorkspaceMgr workspaceMgr) {
        if (forBackprop && kept != null) {
            INDArray output = kept;
            kept = null;
            return new Pair<>(output, null);
        }
        Pair<INDArray, @Nullable INDArray> output = super.preOutputWithPreNorm(training, forBackprop, workspaceMgr);
        kept = training && !forBackprop ? forTheWayBack(output.getFirst(), workspaceMgr) : null;
        return output;
    }

    /** The activation overwrites its input. These derivatives can be told from the activations as well. */
    private INDArray forTheWayBack(INDArray output, LayerWorkspaceMgr workspaceMgr) {
        IActivation activation = layerConf().getActivationFn();
        return activation instanceof ActivationIdentity || activation.equals(RELU)
                ? output
                : workspaceMgr.dup(ArrayType.ACTIVATIONS, output, output.ordering());
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        return onInput ? ownGradient(epsilon, workspaceMgr) : super.backpropGradient(epsilon, workspaceMgr);
    }

    private Pair<Gradient, INDArray> ownGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        INDArray output = preOutputWithPreNorm(true, true, workspaceMgr).getFirst();
        INDArray delta = layerConf().getActivationFn().backprop(output, epsilon).getFirst();
        if (maskArray != null) {
            applyMask(delta);
        }
        Gradient gradient = new DefaultGradient();
        if (hasBias()) {
            INDArray bias = gradientViews.get(DefaultParamInitializer.BIAS_KEY);
            delta.sum(bias, 0);
            gradient.setGradientFor(DefaultParamInitializer.BIAS_KEY, bias);
        }
        INDArray weights = gradientViews.get(DefaultParamInitializer.WEIGHT_KEY);
        Nd4j.gemm(input.castTo(dataType), delta, weights, true, false, 1.0, 0.0);
        gradient.setGradientFor(DefaultParamInitializer.WEIGHT_KEY, weights);
        return new Pair<>(gradient, backpropDropOutIfPresent(LeanLayers.unread(input, workspaceMgr)));
    }

    @Override
    public void clear() {
        super.clear();
        kept = null;
    }
}
