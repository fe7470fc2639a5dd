/**
 * The whole worker: local steps, averaging, evaluation. Enters: a segment, the training state and the data; leaves: the averaged
 * state and a {@link dev.tandem.replica.ReplicaReport} per replica. Must not know Spark, the transport or callbacks.
 */
@NullMarked
package dev.tandem.replica;

import org.jspecify.annotations.NullMarked;
