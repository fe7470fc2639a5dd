package dev.tandem.model;

import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.FrozenVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What {@link HeldLayer} is to a layer, to a vertex of a graph that is none, such as a sum. */
final class HeldVertex extends FrozenVertex {

    private final GraphVertex inside;

    HeldVertex(GraphVertex inside) {
        super(inside);
        this.inside = inside;
    }

    static GraphVertex released(GraphVertex vertex) {
        return vertex instanceof HeldVertex held ? held.inside : vertex;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        return inside.doForward(false, workspaceMgr);
    }

    @Override
    public TrainingConfig getConfig() {
        return inside.getConfig();
    }
}
