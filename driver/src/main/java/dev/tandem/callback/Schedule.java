package dev.tandem.callback;

/** Which learning rate an epoch trains with. */
@FunctionalInterface
public interface Schedule {

    /**
     * The learning rate of an epoch.
     *
     * @param epoch counted from 0
     * @param learningRate the one in force
     */
    double at(int epoch, double learningRate);

    /** {@code initial · factor^⌊epoch / every⌋}. */
    static Schedule step(double initial, double factor, int every) {
        Require.positive("initial_learning_rate", initial);
        Require.positive("factor", factor);
        Require.atLeast("every", every, 1);
        return (epoch, learningRate) -> initial * Math.pow(factor, Math.floorDiv(epoch, every));
    }

    /** {@code initial · decayRate^epoch}. */
    static Schedule exponential(double initial, double decayRate) {
        Require.positive("initial_learning_rate", initial);
        Require.positive("decay_rate", decayRate);
        return (epoch, learningRate) -> initial * Math.pow(decayRate, epoch);
    }

    /**
     * Half a cosine from {@code initial} down to {@code initial · alpha} (Loshchilov and Hutter, "SGDR", ICLR 2017, without restarts), after
     * a linear warm-up whose epoch {@code e} trains with {@code initial · (e + 1) / (warmupEpochs + 1)}.
     *
     * @param initial the largest learning rate, reached right after the warm-up
     * @param epochs length of the whole schedule, warm-up included; it stays at the least value after that
     * @param warmupEpochs length of the warm-up, 0 for none, less than {@code epochs}
     * @param alpha the least value as a fraction of {@code initial}, 0 to 1
     */
    static Schedule cosine(double initial, int epochs, int warmupEpochs, double alpha) {
        Require.positive("initial_learning_rate", initial);
        Require.atLeast("warmup_epochs", warmupEpochs, 0);
        Require.atLeast("epochs", epochs, warmupEpochs + 1);
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException("Invalid alpha: " + alpha + " (must be >= 0 and <= 1)");
        }
        return (epoch, learningRate) -> {
            if (epoch < warmupEpochs) {
                return initial * (epoch + 1) / (warmupEpochs + 1);
            }
            double done = Math.min(1.0, (epoch - warmupEpochs) / (double) (epochs - warmupEpochs));
            double share = (1 + Math.cos(Math.PI * done)) / 2;
            return initial * (alpha + (1 - alpha) * share);
        };
    }
}
