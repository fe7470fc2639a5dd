package dev.tandem.averaging;

import org.jspecify.annotations.Nullable;

/**
 * What all replicas said of a round; equal on every task.
 *
 * @param samples trained on in this round by all replicas
 * @param fault the fault of the lowest-numbered replica that has one, or null
 */
public record RoundOutcome(long samples, @Nullable Fault fault) {}
