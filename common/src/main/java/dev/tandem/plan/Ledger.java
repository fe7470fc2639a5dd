package dev.tandem.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The proof of coverage of one epoch: which positions each accepted task attempt trained on, and which it had to skip. Not thread-safe;
 * lives on the driver.
 *
 * <pre>
 * Ledger ledger = new Ledger(plan);
 * ledger.add(entries of an accepted segment);
 * Coverage proof = ledger.close();             // throws when a position is missing or was trained on twice
 * </pre>
 */
public final class Ledger {

    private final EpochPlan plan;
    private final List<Entry> entries = new ArrayList<>();
    private final List<SkippedBatch> skipped = new ArrayList<>();

    public Ledger(EpochPlan plan) {
        this.plan = plan;
    }

    /**
     * One replica's work in one accepted segment.
     *
     * @param replica number of the replica
     * @param from first position of the epoch's order that was trained on
     * @param to one past the last
     * @param executor where it ran
     * @param attempt the task attempt that was accepted
     */
    public record Entry(int replica, int from, int to, String executor, long attempt) {
        public Entry {
            new IndexRange(from, to);
        }

        IndexRange positions() {
            return new IndexRange(from, to);
        }
    }

    /** Adds what an accepted segment trained on; empty ranges are left out. */
    public void add(List<Entry> trained) {
        trained.stream().filter(entry -> entry.to() > entry.from()).forEach(entries::add);
    }

    /** What was added so far, in the order of segments and replicas. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Adds what an accepted segment left out. */
    public void skip(List<SkippedBatch> batches) {
        skipped.addAll(batches);
    }

    /** What was left out so far, in the order of segments and replicas. */
    public List<SkippedBatch> skipped() {
        return List.copyOf(skipped);
    }

    /** What is covered, missing and duplicated so far. */
    public Coverage coverage() {
        List<IndexRange> missing = new ArrayList<>();
        List<IndexRange> duplicated = new ArrayList<>();
        int next = 0;
        for (IndexRange range : Stream.concat(
                        entries.stream().map(Entry::positions), skipped.stream().map(SkippedBatch::positions))
                .sorted(Comparator.naturalOrder())
                .toList()) {
            if (range.from() > next) {
                missing.add(new IndexRange(next, range.from()));
            } else if (range.from() < next) {
                duplicated.add(new IndexRange(range.from(), Math.min(next, range.to())));
            }
            next = Math.max(next, range.to());
        }
        if (next < plan.steps()) {
            missing.add(new IndexRange(next, plan.steps()));
        }
        return new Coverage(plan.epoch(), plan.steps(), missing, duplicated, entries, skipped, plan.positions());
    }

    /**
     * Ends the epoch.
     *
     * @throws CoverageException if a position is missing, was trained on twice, was both trained on and skipped, or does not exist
     */
    public Coverage close() {
        Coverage coverage = coverage();
        if (!coverage.isExact()) {
            throw new CoverageException(coverage);
        }
        return coverage;
    }
}
