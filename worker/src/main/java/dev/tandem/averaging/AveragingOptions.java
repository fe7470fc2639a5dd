package dev.tandem.averaging;

import java.io.Serializable;

/**
 * How replicas come to agree after a round. Results depend on all of it.
 *
 * @param precision how exactly they tell each other what changed
 * @param outer what is done with the averaged change
 * @param overlap whether the next round is trained while the last one is averaged: others' changes come one round late, but at the end
 *     of a segment, where all replicas agree. The result therefore depends on where segments are cut
 */
public record AveragingOptions(Precision precision, OuterOptimizer outer, boolean overlap) implements Serializable {

    /** The plain average in full precision, before the next round begins. */
    public static final AveragingOptions STANDARD =
            new AveragingOptions(Precision.FLOAT32, new OuterOptimizer.Average(), false);

    public AveragingOptions withPrecision(Precision newPrecision) {
        return new AveragingOptions(newPrecision, outer, overlap);
    }

    public AveragingOptions withOuter(OuterOptimizer newOuter) {
        return new AveragingOptions(precision, newOuter, overlap);
    }

    /** The same, training the next round while the last one is averaged. */
    public AveragingOptions overlapping() {
        return new AveragingOptions(precision, outer, true);
    }
}
