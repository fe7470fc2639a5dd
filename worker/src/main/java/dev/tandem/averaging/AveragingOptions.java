package dev.tandem.averaging;

import java.io.Serializable;

/**
 * How replicas come to agree after a round.
 *
 * @param precision how exactly they tell each other what changed
 * @param outer what is done with the averaged change
 * @param overlap whether the next round is trained while the last one is averaged
 */
public record AveragingOptions(Precision precision, OuterOptimizer outer, boolean overlap) implements Serializable {

    /** The plain average in full precision, before the next round begins. */
    public static final AveragingOptions STANDARD =
            new AveragingOptions(Precision.FLOAT32, new OuterOptimizer.Average(), false);
}
