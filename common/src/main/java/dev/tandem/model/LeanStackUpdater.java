package dev.tandem.model;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;

/** DL4J's updater for a network whose gradients are always its {@link OwnGradient own}. */
final class LeanStackUpdater extends MultiLayerUpdater {

    private static final long serialVersionUID = 1;

    LeanStackUpdater(MultiLayerNetwork network) {
        super(network);
    }

    @Override
    public synchronized void update(
            Gradient gradient, int iteration, int epoch, int batchSize, LayerWorkspaceMgr workspaceMgr) {
        super.update(new OwnGradient(gradient, getFlattenedGradientsView()), iteration, epoch, batchSize, workspaceMgr);
    }
}
