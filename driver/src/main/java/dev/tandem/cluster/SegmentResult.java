package dev.tandem.cluster;

import dev.tandem.averaging.Fault;
import dev.tandem.model.TrainingState;
import dev.tandem.plan.Ledger;
import dev.tandem.plan.SkippedBatch;
import dev.tandem.replica.ReplicaReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an accepted segment came to.
 *
 * @param state after the segment; as before it when there is a fault
 * @param reports one per replica, in replica order; after a fault, how far each had come
 * @param trained what the ledger must know
 * @param tasks how many tasks shared the replicas
 * @param sentBytes of values that tasks sent each other to average
 * @param fault why training cannot go on, or null
 */
public record SegmentResult(
        TrainingState state,
        List<ReplicaReport> reports,
        List<Ledger.Entry> trained,
        int tasks,
        long sentBytes,
        @Nullable Fault fault) {

    /** The batches that were left out because they cannot be trained on, in replica order. */
    public List<SkippedBatch> skipped() {
        return reports.stream().flatMap(report -> report.skipped().stream()).toList();
    }
}
