/**
 * Numbers about training. Enters: targets and predictions of single batches; leaves: sums that merge exactly and the
 * {@link dev.tandem.metric.Logs} that callbacks see. Must not know where a batch came from or who merged it.
 */
@NullMarked
package dev.tandem.metric;

import org.jspecify.annotations.NullMarked;
