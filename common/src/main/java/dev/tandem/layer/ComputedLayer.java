package dev.tandem.layer;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer that is a function of its input and of parameters that train. They start as zeros: whoever adds the layer to a network gives it
 * their values.
 */
public abstract class ComputedLayer extends FeedForwardLayer {

    private static final long serialVersionUID = 1L;

    /** For DL4J, which sets what its file has. */
    ComputedLayer() {}

    ComputedLayer(String name, long inputs, long outputs) {
        setLayerName(name);
        setNIn(inputs);
        setNOut(outputs);
        setActivationFn(new ActivationIdentity());
    }

    /** Shapes of the parameters, in the order in which they lie in memory; names with a small letter are those of biases. */
    abstract Map<String, long[]> shapes();

    /** The result; leaves the input as it is. */
    abstract INDArray forward(INDArray input, Values parameters);

    /**
     * The loss's gradient by the input.
     *
     * @param gradients is given those by the parameters
     * @param gradient by the result
     */
    abstract INDArray backward(INDArray input, Values parameters, INDArray gradient, Values gradients);

    @Override
    public abstract InputType getOutputType(int index, InputType input);

    @Override
    public void setNIn(InputType input, boolean override) {
        // Known from the start.
    }

    @Override
    @SuppressWarnings("NullAway") // DL4J's word for none
    public InputPreProcessor getPreProcessorForInputType(InputType input) {
        return null;
    }

    @Override
    public ParamInitializer initializer() {
        return ComputedParameters.INSTANCE;
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType dataType) {
        RunningLayer layer = new RunningLayer(configuration, dataType);
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(parameters);
        layer.setParamTable(initializer().init(configuration, parameters, initialize));
        layer.setConf(configuration);
        return layer;
    }

    @Override
    public @Nullable LayerMemoryReport getMemoryReport(InputType input) {
        return null;
    }
}
