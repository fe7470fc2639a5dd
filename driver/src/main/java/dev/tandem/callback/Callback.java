package dev.tandem.callback;

import dev.tandem.metric.Logs;
import java.util.Set;

/**
 * Watches and steers a training run from the driver, as Keras's {@code Callback}: every method does nothing unless overridden.
 *
 * <pre>
 * onTrainBegin
 *   for each epoch:  onEpochBegin
 *     for each segment:  onSegmentBegin, (replicas train), onSegmentEnd
 *     onEpochEnd                                  logs hold the validation metrics, too
 * onTrainEnd
 * </pre>
 *
 * <p>All callbacks run on one thread, once, on merged metrics, in the order in which they were given, and share one mutable
 * {@link Logs} per event. Epochs and batches are counted from 0 here and from 1 in file names and messages, as in Keras.
 */
public interface Callback {

    /**
     * Called before the first epoch, before anything trains.
     *
     * @throws IllegalArgumentException if this callback monitors what will never be in the logs, or an unknown direction
     */
    default void check(KnownMetrics metrics) {}

    /** Names that this callback itself puts into the logs of every epoch, for those after it. */
    default Set<String> addedNames() {
        return Set.of();
    }

    /** Called once per fit, also when it resumes; resets what Keras resets. */
    default void onTrainBegin(Control control) {}

    /** Called once per fit, whether it ended by itself or was stopped. */
    default void onTrainEnd(Logs logs, Control control) {}

    default void onEpochBegin(int epoch, Control control) {}

    /** Called after validation. */
    default void onEpochEnd(int epoch, Logs logs, Control control) {}

    /** Called before a segment; {@code batch} is the number of its first batch within the epoch, over all replicas. */
    default void onSegmentBegin(int batch, Control control) {}

    /**
     * Called after a segment, when all replicas agree: Keras's {@code on_train_batch_end}, for the last batch of the segment.
     *
     * @param batch number of that batch within the epoch, over all replicas
     * @param logs means of this epoch so far, without validation
     */
    default void onSegmentEnd(int batch, Logs logs, Control control) {}

    /** In how many further batches this callback wants {@link #onSegmentEnd}; it comes at the end of the round that reaches them. */
    default long batchesUntilDue() {
        return Long.MAX_VALUE;
    }

    /** Tells callbacks of one class apart across a resume: what this one watches or writes. Empty if that is not needed. */
    default String subject() {
        return "";
    }

    /** What must survive a resume; empty if nothing. */
    default CallbackState state() {
        return CallbackState.EMPTY;
    }

    /** Takes back what {@link #state} gave; called after {@link #onTrainBegin}. */
    default void restore(CallbackState state) {}
}
