package dev.tandem.averaging;

import java.io.Serializable;

/** What is done with the averaged change of the parameters before all replicas take it over. */
public sealed interface OuterOptimizer extends Serializable {

    /** How many values it keeps between averages for a model of so many parameters. */
    int stateCount(int parameters);

    /**
     * Moves what replicas agree on from one round to the next: elementwise, so that every task comes to the same bits.
     *
     * @param agreed parameters and optimizer state that the round began with; takes those that all replicas go on with
     * @param average of what replicas ended the round with, of the same length; may be {@code agreed} if this is {@link Average}
     * @param state of {@link #stateCount} values, kept from average to average; zeros at the start of a run
     */
    void step(float[] agreed, float[] average, float[] state);

    /** Takes the average as it is. */
    record Average() implements OuterOptimizer {

        @Override
        public int stateCount(int parameters) {
            return 0;
        }

        @Override
        public void step(float[] agreed, float[] average, float[] state) {
            if (agreed != average) {
                System.arraycopy(average, 0, agreed, 0, agreed.length);
            }
        }
    }

    /**
     * Takes a step with Nesterov's momentum along the averaged change, as DiLoCo (arXiv 2311.08105) and, without looking ahead, SlowMo
     * (arXiv 1910.00643) do. For each parameter, in double, with {@code agreed} that of the round's beginning:
     *
     * <pre>
     * change   = agreed - average
     * velocity = momentum * velocity + change                                rounded to float32, as it is kept
     * agreed   = agreed - learningRate * (change + momentum * velocity)
     *          = average + (1 - learningRate) * change - learningRate * momentum * velocity
     * </pre>
     *
     * <p>It is computed in the form of the last line: with a learning rate of 1 and a momentum of 0 that is the average itself, bit for bit
     * but for the sign of a zero. The optimizer's state is plainly averaged.
     *
     * @param learningRate of the outer step, greater than 0
     * @param momentum share of the last outer step that is kept, in [0, 1)
     */
    record Nesterov(double learningRate, double momentum) implements OuterOptimizer {

        /** For runs of tens of averages; DiLoCo's 0.7 and 0.9 go further with each, which helps runs of hundreds. */
        public static final Nesterov STANDARD = new Nesterov(0.8, 0.5);

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

        @Override
        public int stateCount(int parameters) {
            return parameters;
        }

        @Override
        public void step(float[] agreed, float[] average, float[] state) {
            double ofChange = 1 - learningRate;
            double ofVelocity = learningRate * momentum;
            for (int i = 0; i < state.length; i++) {
                double change = (double) agreed[i] - average[i];
                state[i] = (float) (momentum * state[i] + change);
                agreed[i] = (float) (average[i] + ofChange * change - ofVelocity * state[i]);
            }
            System.arraycopy(average, state.length, agreed, state.length, agreed.length - state.length);
        }
    }
}
