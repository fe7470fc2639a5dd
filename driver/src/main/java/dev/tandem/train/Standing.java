package dev.tandem.train;

import dev.tandem.metric.MetricSums;
import dev.tandem.plan.Ledger;
import dev.tandem.plan.SkippedBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a run has come, besides the model: what it needs to go on within an epoch.
 *
 * @param epoch the epoch to go on with, from 0
 * @param round the round to go on with; 0 at the beginning of the epoch
 * @param trained what this epoch has trained on so far
 * @param skipped what it has left out, because it cannot be trained on
 * @param training sums over that; null at the beginning of the epoch
 */
record Standing(
        int epoch,
        int round,
        List<Ledger.Entry> trained,
        List<SkippedBatch> skipped,
        MetricSums.@Nullable Share training) {

    Standing {
        trained = List.copyOf(trained);
        skipped = List.copyOf(skipped);
        if (round > 0 != (training != null)) {
            throw new IllegalArgumentException("Invalid standing: round " + round + " of epoch " + epoch
                    + (training == null ? " without" : " with") + " sums");
        }
    }

    /** The beginning of an epoch. */
    static Standing at(int epoch) {
        return new Standing(epoch, 0, List.of(), List.of(), null);
    }
}
