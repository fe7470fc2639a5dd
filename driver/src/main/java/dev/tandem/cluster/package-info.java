/**
 * Spark jobs. Enters: a segment and the state before it; leaves: the state after it and the replicas' reports, whatever executors died
 * meanwhile. Must not know callbacks, epochs' logs or files.
 */
@NullMarked
package dev.tandem.cluster;

import org.jspecify.annotations.NullMarked;
