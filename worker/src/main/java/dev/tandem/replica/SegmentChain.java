package dev.tandem.replica;

import dev.tandem.plan.Segment;
import java.io.Serializable;

/**
 * Consecutive segments of one epoch that the same tasks train one after the other, each cut off where a commit is due. One of a single
 * segment is the common case.
 *
 * @param work all of it, as if it were one segment
 * @param cutEvery a segment ends where a multiple of so many rounds of the epoch are done, and where the work ends
 */
public record SegmentChain(SegmentWork work, int cutEvery) implements Serializable {

    public SegmentChain {
        if (cutEvery < 1) {
            throw new IllegalArgumentException("Invalid cuts: every " + cutEvery + " rounds (must be >= 1)");
        }
    }

    /** One segment. */
    public static SegmentChain of(SegmentWork work) {
        return new SegmentChain(work, Integer.MAX_VALUE);
    }

    /** What to do in the first segment; validation comes after the last one. */
    public SegmentWork first() {
        Segment first = work.segment().plan().segment(work.segment().fromRound(), firstCut());
        return work.on(first, hasRest() ? 0 : work.validationBatches(), work.iteration());
    }

    /** Whether segments follow the first one. */
    public boolean hasRest() {
        return firstCut() < work.segment().toRound();
    }

    /** The segments after the first one; there must be some. */
    public SegmentChain rest() {
        Segment rest = work.segment().plan().segment(firstCut(), work.segment().toRound());
        int iteration = work.iteration() + first().segment().stepsOfFullest();
        return new SegmentChain(work.on(rest, work.validationBatches(), iteration), cutEvery);
    }

    /** Whether this is the other chain, but perhaps for the number of bad batches that were met before. */
    public boolean isLike(SegmentChain other) {
        return new SegmentChain(work.allowing(other.work.badBatches()), cutEvery).equals(other);
    }

    private int firstCut() {
        int from = work.segment().fromRound();
        return (int) Math.min(work.segment().toRound(), (long) from + cutEvery - from % cutEvery);
    }
}
