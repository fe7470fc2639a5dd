package dev.tandem.plan;

/**
 * What one replica trains on in one epoch.
 *
 * @param replica number of the replica, from 0
 * @param positions of the epoch's order
 */
public record Shard(int replica, IndexRange positions) {}
