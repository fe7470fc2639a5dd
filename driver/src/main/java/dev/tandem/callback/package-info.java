/**
 * Keras's callbacks, one file each. Enters: merged logs of an epoch or segment; leaves: decisions through
 * {@link dev.tandem.callback.Control}. Must not know Spark, replicas or the run directory.
 *
 * <p>A callback is made by a factory method with Keras's defaults and set up by chained calls, before a run takes it:
 * {@code EarlyStopping.create().monitor("val_accuracy").patience(4)}. Job files come in through
 * {@link dev.tandem.callback.Callbacks#named}; a run talks to {@link dev.tandem.callback.CallbackList} only.
 */
@NullMarked
package dev.tandem.callback;

import org.jspecify.annotations.NullMarked;
