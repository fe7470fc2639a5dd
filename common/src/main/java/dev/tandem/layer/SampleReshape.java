package dev.tandem.layer;

import java.util.Arrays;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** Another shape for each sample's values, whose order stays. DL4J's own would take the batch to be as large as the graph's inputs. */
public final class SampleReshape implements InputPreProcessor {

    private static final long serialVersionUID = 1L;

    @JsonProperty
    private final long[] from;

    @JsonProperty
    private final long[] to;

    /** Shapes of one sample. */
    public SampleReshape(@JsonProperty("from") long[] from, @JsonProperty("to") long[] to) {
        this.from = from.clone();
        this.to = to.clone();
    }

    @Override
    public INDArray preProcess(INDArray input, int batch, LayerWorkspaceMgr workspaces) {
        return reshaped(input, to, ArrayType.ACTIVATIONS, workspaces);
    }

    @Override
    public INDArray backprop(INDArray output, int batch, LayerWorkspaceMgr workspaces) {
        return reshaped(output, from, ArrayType.ACTIVATION_GRAD, workspaces);
    }

    private static INDArray reshaped(INDArray array, long[] sample, ArrayType type, LayerWorkspaceMgr workspaces) {
        long[] shape = new long[sample.length + 1];
        shape[0] = array.size(0);
        System.arraycopy(sample, 0, shape, 1, sample.length);
        return workspaces.dup(type, array, 'c').reshape('c', shape);
    }

    @Override
    public InputPreProcessor clone() {
        return new SampleReshape(from, to);
    }

    @Override
    public InputType getOutputType(InputType input) {
        return Dimensions.type(to);
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArray(INDArray mask, MaskState state, int batch) {
        return new Pair<>(mask, state);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SampleReshape reshape
                && Arrays.equals(reshape.from, from)
                && Arrays.equals(reshape.to, to);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(from) + Arrays.hashCode(to);
    }
}
