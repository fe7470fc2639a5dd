package dev.tandem.replica;

import dev.tandem.metric.MetricSums;
import dev.tandem.plan.IndexRange;
import dev.tandem.plan.SkippedBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * What one replica did in a segment.
 *
 * @param replica number of the replica
 * @param from first position of the epoch's order that it came to
 * @param to one past the last
 * @param skipped which of these could not be trained on, ascending
 * @param training sums over what it trained on
 * @param validation sums over its share of the validation Sequence; no samples where none was due
 * @param feedWaitNanos how long the model waited for batches
 */
public record ReplicaReport(
        int replica,
        int from,
        int to,
        List<SkippedBatch> skipped,
        MetricSums.Share training,
        MetricSums.Share validation,
        long feedWaitNanos) {

    public ReplicaReport {
        skipped = List.copyOf(skipped);
    }

    /** The positions that it trained on: all that it came to, but for the skipped ones. */
    public List<IndexRange> trained() {
        List<IndexRange> ranges = new ArrayList<>();
        int start = from;
        for (SkippedBatch batch : skipped) {
            ranges.add(new IndexRange(start, batch.position()));
            start = batch.position() + 1;
        }
        ranges.add(new IndexRange(start, to));
        return ranges.stream().filter(range -> !range.isEmpty()).toList();
    }
}
