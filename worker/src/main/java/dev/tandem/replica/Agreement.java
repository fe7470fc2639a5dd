package dev.tandem.replica;

import dev.tandem.averaging.AgreedState;
import dev.tandem.averaging.Averager;
import dev.tandem.averaging.AveragingOptions;
import dev.tandem.averaging.Contribution;
import dev.tandem.averaging.Fault;
import dev.tandem.averaging.OuterOptimizer;
import dev.tandem.averaging.Precision;
import dev.tandem.averaging.RoundOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the agreed state of a segment moves on: the average of a round, then the outer optimizer's step. */
final class Agreement {

    private final AgreedState agreed;
    private final Averager averager;
    private final OuterOptimizer outer;
    private final boolean readsBase;

    Agreement(SegmentWork work, AgreedState agreed, Averager averager) {
        AveragingOptions options = work.averaging();
        this.agreed = agreed;
        this.averager = averager;
        this.outer = options.outer();
        this.readsBase = !(outer instanceof OuterOptimizer.Average) || options.precision() != Precision.FLOAT32;
    }

    /** Parameters and optimizer state that all replicas agree on. */
    float[] values() {
        return agreed.values();
    }

    /** Where an average can be put: the agreed values themselves, unless what a round began with is still needed at its end. */
    float[] placeForAverage() {
        return readsBase ? new float[agreed.values().length] : agreed.values();
    }

    /**
     * Averages a round and moves the agreed state on.
     *
     * @param average takes the average: of {@link #placeForAverage}; may be the values of one of {@code own}
     * @return why training cannot go on, or null; the same on every task
     */
    @Nullable
    Fault reach(int round, List<Contribution> own, float[] average) throws InterruptedException {
        RoundOutcome outcome = averager.average(round, own, agreed.values(), average);
        if (outcome.fault() == null && outcome.samples() > 0) {
            outer.step(agreed.values(), average, agreed.outerState());
        }
        return outcome.fault();
    }
}
