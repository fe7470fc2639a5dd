package dev.tandem.metric;

import java.util.function.IntPredicate;

/** A metric that is the share of predictions that are right. */
interface RightShare extends Metric {

    @Override
    default Direction direction() {
        return Direction.MAX;
    }

    /** Those that are right, and all. */
    @Override
    default int size() {
        return 2;
    }

    /** Counts {@code all} predictions, of which those numbers are right that {@code isRight} says. */
    default void count(double[] sums, int all, IntPredicate isRight) {
        int right = 0;
        for (int i = 0; i < all; i++) {
            if (isRight.test(i)) {
                right++;
            }
        }
        sums[0] += right;
        sums[1] += all;
    }

    @Override
    default double result(double[] sums) {
        return sums[0] / sums[1];
    }
}
