package dev.tandem.layer;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link Computation} in a graph. */
@SuppressWarnings("overrides") // DL4J overrides a method of variable arguments without them
final class RunningComputation extends BaseGraphVertex {

    private static final long serialVersionUID = 1L;

    private final transient Computation computation;

    @SuppressWarnings("NullAway") // DL4J sets the neighbours later
    RunningComputation(ComputationGraph graph, String name, int index, Computation computation, DataType dataType) {
        super(graph, name, index, null, null, dataType);
        this.computation = computation;
    }

    @Override
    public boolean hasLayer() {
        return false;
    }

    @Override
    public @Nullable Layer getLayer() {
        return null;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        return workspaces.leverageTo(ArrayType.ACTIVATIONS, computation.forward(inputs));
    }

    @Override
    @SuppressWarnings("NullAway") // DL4J's word for no parameters
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        if (epsilon == null) {
            return new Pair<>(null, new INDArray[inputs.length]);
        }
        INDArray[] gradients = computation.backward(epsilon, inputs);
        for (int i = 0; i < gradients.length; i++) {
            if (gradients[i] != null) {
                gradients[i] = workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, gradients[i]);
            }
        }
        return new Pair<>(null, gradients);
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray gradients) {
        // It has none.
    }

    @Override
    @SuppressWarnings("NullAway") // DL4J's word for no mask
    public Pair<INDArray, MaskState> feedForwardMaskArrays(INDArray @Nullable [] masks, MaskState state, int batch) {
        return masks == null || masks.length == 0 ? null : new Pair<>(masks[0], state);
    }

    @Override
    public String toString() {
        return "RunningComputation(" + vertexName + ", " + computation + ")";
    }
}
