package dev.tandem.averaging;

import java.io.Serializable;

/** What is done with the averaged change of the parameters before all replicas take it over. */
public sealed interface OuterOptimizer extends Serializable {

    /** Takes the average as it is. */
    record Average() implements OuterOptimizer {}

    /**
     * Takes a step with Nesterov's momentum along the averaged change, as DiLoCo (arXiv 2311.08105) and, without looking ahead, SlowMo
     * (arXiv 1910.00643) do.
     *
     * @param learningRate of the outer step; 1 with a momentum of 0 is the average itself
     * @param momentum share of the last outer step that is kept, in [0, 1)
     */
    record Nesterov(double learningRate, double momentum) implements OuterOptimizer {
        public Nesterov {
            if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
                throw new IllegalArgumentException(
                        "Invalid learning_rate of the outer optimizer: " + learningRate + " (must be > 0)");
            }
            if (!(momentum >= 0 && momentum < 1)) {
                throw new IllegalArgumentException(
                        "Invalid momentum of the outer optimizer: " + momentum + " (must be >= 0 and < 1)");
            }
        }
    }
}
