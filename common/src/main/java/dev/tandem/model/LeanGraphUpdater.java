package dev.tandem.model;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;

/** DL4J's updater for a graph whose gradients are always its {@link OwnGradient own}. */
final class LeanGraphUpdater extends ComputationGraphUpdater {

    private static final long serialVersionUID = 1;

    LeanGraphUpdater(ComputationGraph graph) {
        super(graph);
    }

    @Override
    public synchronized void update(
            Gradient gradient, int iteration, int epoch, int batchSize, LayerWorkspaceMgr workspaceMgr) {
        super.update(new OwnGradient(gradient, getFlattenedGradientsView()), iteration, epoch, batchSize, workspaceMgr);
    }
}
