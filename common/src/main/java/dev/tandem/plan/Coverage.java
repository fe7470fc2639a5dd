package dev.tandem.plan;

import java.util.List;

/**
 * What one epoch trained on, against its plan.
 *
 * @param epoch number of the epoch, from 0
 * @param length positions in the epoch
 * @param missing positions that nobody trained on
 * @param duplicated positions that were trained on more than once, or that do not exist
 * @param entries who trained on what
 * @param positions what positions are of; those of a generator prove how many batches were trained on, not that each was trained on once
 */
public record Coverage(
        int epoch,
        int length,
        List<IndexRange> missing,
        List<IndexRange> duplicated,
        List<Ledger.Entry> entries,
        EpochPlan.Positions positions) {

    public Coverage {
        missing = List.copyOf(missing);
        duplicated = List.copyOf(duplicated);
        entries = List.copyOf(entries);
    }

    /** How many positions were trained on at least once. */
    public int covered() {
        return length - missing.stream().mapToInt(IndexRange::size).sum();
    }

    public boolean isExact() {
        return missing.isEmpty() && duplicated.isEmpty() && entries.stream().allMatch(entry -> entry.to() <= length);
    }
}
