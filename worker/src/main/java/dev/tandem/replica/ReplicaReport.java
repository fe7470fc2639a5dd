package dev.tandem.replica;

import dev.tandem.metric.MetricSums;

/**
 * What one replica did in a segment.
 *
 * @param replica number of the replica
 * @param from first position of the epoch's order that it trained on
 * @param to one past the last
 * @param training sums over what it trained on
 * @param validation sums over its share of the validation Sequence; no samples where none was due
 * @param feedWaitNanos how long the model waited for batches
 */
public record ReplicaReport(
        int replica, int from, int to, MetricSums.Share training, MetricSums.Share validation, long feedWaitNanos) {}
