package dev.tandem.plan;

import java.util.List;

/**
 * What one epoch trained on, against its plan. A batch that was skipped because it is bad counts as dealt with, not as trained on.
 *
 * @param epoch number of the epoch, from 0
 * @param length positions in the epoch
 * @param missing positions that nobody dealt with
 * @param duplicated positions that were dealt with more than once, or that do not exist
 * @param entries who trained on what
 * @param skipped what was left out, and why
 * @param positions what positions are of; those of a generator prove how many batches were trained on, not that each was trained on once
 */
public record Coverage(
        int epoch,
        int length,
        List<IndexRange> missing,
        List<IndexRange> duplicated,
        List<Ledger.Entry> entries,
        List<SkippedBatch> skipped,
        EpochPlan.Positions positions) {

    public Coverage {
        missing = List.copyOf(missing);
        duplicated = List.copyOf(duplicated);
        entries = List.copyOf(entries);
        skipped = List.copyOf(skipped);
    }

    /** How many positions were trained on at least once. */
    public int covered() {
        return length - missing.stream().mapToInt(IndexRange::size).sum() - skipped.size();
    }

    public boolean isExact() {
        return missing.isEmpty()
                && duplicated.isEmpty()
                && entries.stream().allMatch(entry -> entry.to() <= length)
                && skipped.stream().allMatch(batch -> batch.position() < length);
    }
}
