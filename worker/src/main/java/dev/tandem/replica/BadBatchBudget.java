package dev.tandem.replica;

import java.io.Serializable;

/**
 * How many batches that cannot be trained on may be skipped.
 *
 * @param limit in the whole run; 0 if the first one must end it
 * @param spent before the segment
 */
public record BadBatchBudget(int limit, int spent) implements Serializable {

    /** Every batch must be trained on. */
    public static final BadBatchBudget NONE = new BadBatchBudget(0, 0);

    public BadBatchBudget {
        if (limit < 0 || spent < 0) {
            throw new IllegalArgumentException(
                    "Invalid budget: " + spent + " of " + limit + " bad batches (must be >= 0)");
        }
    }

    /** Whether one more may be skipped after so many of this segment. */
    boolean allowsOneMoreThan(int inSegment) {
        return (long) spent + inSegment < limit;
    }

    boolean isNone() {
        return limit == 0;
    }
}
