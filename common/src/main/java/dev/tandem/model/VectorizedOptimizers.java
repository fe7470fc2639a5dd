package dev.tandem.model;

import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.RmsPropUpdater;

/** Puts faster optimizers in the place of DL4J's where the CPU computes; their state goes on. */
final class VectorizedOptimizers {

    private VectorizedOptimizers() {}

    static void install(BaseMultiLayerUpdater<?> updater) {
        if (Nd4j.getEnvironment().isCPU()) {
            for (UpdaterBlock block : updater.getUpdaterBlocks()) {
                if (block.getParamOffsetEnd() - block.getParamOffsetStart() <= FlatVector.MOST_VALUES) {
                    block.setGradientUpdater(of(block.getGradientUpdater()));
                }
            }
        }
    }

    /** Exact classes only: what a user derives from them computes something else. */
    private static GradientUpdater<?> of(GradientUpdater<?> optimizer) {
        if (optimizer.getClass() == AdamUpdater.class) {
            return new VectorizedAdam((AdamUpdater) optimizer);
        }
        if (optimizer.getClass() == RmsPropUpdater.class) {
            return new VectorizedRmsProp((RmsPropUpdater) optimizer);
        }
        return optimizer;
    }

    /** Moves running means of squared gradients on; the compiler vectorizes this loop. */
    static void addToSquares(float[] squares, float[] gradients, float decay, int size) {
        float rest = 1 - decay;
        for (int i = 0; i < size; i++) {
            squares[i] = decay * squares[i] + gradients[i] * gradients[i] * rest;
        }
    }
}
