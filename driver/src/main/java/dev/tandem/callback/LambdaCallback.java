package dev.tandem.callback;

import dev.tandem.metric.Logs;

/**
 * Calls functions, as Keras's {@code LambdaCallback}; each may be given once.
 *
 * <pre>
 * LambdaCallback.create().onEpochEnd((epoch, logs, control) -> control.print(logs.toString()))
 * </pre>
 */
public final class LambdaCallback implements Callback {

    private TrainBegin trainBegin = control -> {};
    private TrainEnd trainEnd = (logs, control) -> {};
    private Begin epochBegin = (epoch, control) -> {};
    private End epochEnd = (epoch, logs, control) -> {};
    private Begin segmentBegin = (batch, control) -> {};
    private End segmentEnd = (batch, logs, control) -> {};

    private LambdaCallback() {}

    /** Does nothing yet. */
    public static LambdaCallback create() {
        return new LambdaCallback();
    }

    /** Called before the first epoch. */
    @FunctionalInterface
    public interface TrainBegin {
        void call(Control control);
    }

    /** Called after the last epoch. */
    @FunctionalInterface
    public interface TrainEnd {
        void call(Logs logs, Control control);
    }

    /** Called before an epoch or segment; {@code number} is the epoch's or the first batch's, from 0. */
    @FunctionalInterface
    public interface Begin {
        void call(int number, Control control);
    }

    /** Called after an epoch or segment; {@code number} is the epoch's or the last batch's, from 0. */
    @FunctionalInterface
    public interface End {
        void call(int number, Logs logs, Control control);
    }

    public LambdaCallback onTrainBegin(TrainBegin function) {
        trainBegin = function;
        return this;
    }

    public LambdaCallback onTrainEnd(TrainEnd function) {
        trainEnd = function;
        return this;
    }

    public LambdaCallback onEpochBegin(Begin function) {
        epochBegin = function;
        return this;
    }

    public LambdaCallback onEpochEnd(End function) {
        epochEnd = function;
        return this;
    }

    /** Keras's {@code on_train_batch_begin}. */
    public LambdaCallback onSegmentBegin(Begin function) {
        segmentBegin = function;
        return this;
    }

    /** Keras's {@code on_train_batch_end}. */
    public LambdaCallback onSegmentEnd(End function) {
        segmentEnd = function;
        return this;
    }

    @Override
    public void onTrainBegin(Control control) {
        trainBegin.call(control);
    }

    @Override
    public void onTrainEnd(Logs logs, Control control) {
        trainEnd.call(logs, control);
    }

    @Override
    public void onEpochBegin(int epoch, Control control) {
        epochBegin.call(epoch, control);
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs, Control control) {
        epochEnd.call(epoch, logs, control);
    }

    @Override
    public void onSegmentBegin(int batch, Control control) {
        segmentBegin.call(batch, control);
    }

    @Override
    public void onSegmentEnd(int batch, Logs logs, Control control) {
        segmentEnd.call(batch, logs, control);
    }
}
