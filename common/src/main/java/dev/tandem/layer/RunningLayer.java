package dev.tandem.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link ComputedLayer} in a network. */
final class RunningLayer extends BaseLayer<ComputedLayer> {

    private static final long serialVersionUID = 1L;

    RunningLayer(NeuralNetConfiguration configuration, DataType dataType) {
        super(configuration, dataType);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        applyDropOutIfNecessary(training, workspaces);
        return workspaces.leverageTo(ArrayType.ACTIVATIONS, layerConf().forward(input, new Values(params)));
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        gradientsFlattened.assign(0);
        INDArray byInput = layerConf().backward(input, new Values(params), epsilon, new Values(gradientViews));
        Gradient gradient = new DefaultGradient(gradientsFlattened);
        params.keySet().forEach(key -> gradient.gradientForVariable().put(key, gradientViews.get(key)));
        INDArray result = workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, byInput);
        return new Pair<>(gradient, backpropDropOutIfPresent(result));
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }
}
