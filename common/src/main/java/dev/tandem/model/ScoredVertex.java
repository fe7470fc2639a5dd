package dev.tandem.model;

import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.graph.vertex.BaseWrapperVertex;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An output of a graph that computes its loss on the way through. */
final class ScoredVertex extends BaseWrapperVertex {

    private final IOutputLayer layer;
    private final INDArray targets;
    private final double regularization;
    private double score;

    ScoredVertex(GraphVertex inside, IOutputLayer layer, INDArray targets, double regularization) {
        super(inside);
        this.layer = layer;
        this.targets = targets;
        this.regularization = regularization;
    }

    GraphVertex inside() {
        return underlying;
    }

    /** The last forward pass's mean loss. */
    double score() {
        return score;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        layer.setLabels(targets);
        score = layer.computeScore(regularization, training, workspaceMgr);
        return underlying.doForward(training, workspaceMgr);
    }
}
