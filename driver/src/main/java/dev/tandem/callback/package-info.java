/**
 * Keras's callbacks, one file each. Enters: merged logs of an epoch or segment; leaves: decisions through
 * {@link dev.tandem.callback.Control}. Must not know Spark, replicas or the run directory.
 */
@NullMarked
package dev.tandem.callback;

import org.jspecify.annotations.NullMarked;
