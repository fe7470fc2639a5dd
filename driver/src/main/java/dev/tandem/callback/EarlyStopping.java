package dev.tandem.callback;

import dev.tandem.metric.Logs;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Stops the run when a metric no longer improves, as Keras's {@code EarlyStopping}.
 *
 * <pre>
 * EarlyStopping.create().monitor("val_accuracy").patience(4).restoreBestWeights()
 * </pre>
 *
 * <p>It never stops after the very first epoch. With a baseline, patience starts anew only when the metric beats both its best and the
 * baseline. {@code restoreBestWeights} takes effect at the end of the run, also when the run was not stopped early.
 */
public final class EarlyStopping implements Callback {

    private static final String BEST_WEIGHTS = "best_weights";

    private Monitor monitor = Monitor.VAL_LOSS;
    private int patience;
    private double baseline = Monitor.NONE_YET;
    private int startFromEpoch;
    private boolean restoresBestWeights;
    private boolean isVerbose;

    private final Warnings warnings = new Warnings();
    private int wait;
    private int stoppedEpoch;
    private double best = Monitor.NONE_YET;
    private int bestEpoch;
    private float @Nullable [] bestWeights;

    /** What survives a resume. */
    record Progress(int epochsWaited, int stoppedEpoch, double best, int bestEpoch) {}

    private EarlyStopping() {}

    /** Monitors {@code val_loss} with no patience. */
    public static EarlyStopping create() {
        return new EarlyStopping();
    }

    static EarlyStopping read(OptionReader options) {
        EarlyStopping callback = create();
        options.text("monitor", callback::monitor);
        options.number("min_delta", callback::minDelta);
        options.integer("patience", callback::patience);
        options.flag("verbose", callback::verbose);
        options.mode(callback::mode);
        options.optionalNumber("baseline", callback::baseline);
        options.flag("restore_best_weights", callback::restoreBestWeights);
        options.integer("start_from_epoch", callback::startFromEpoch);
        return callback;
    }

    /** The metric to watch. */
    public EarlyStopping monitor(String metric) {
        monitor = monitor.withMetric(metric);
        return this;
    }

    /** Which way it gets better. */
    public EarlyStopping mode(Mode mode) {
        monitor = monitor.withMode(mode);
        return this;
    }

    /** The least change that counts as an improvement. */
    public EarlyStopping minDelta(double change) {
        monitor = monitor.withMinDelta(change);
        return this;
    }

    /** How many epochs without an improvement to allow; 0 acts as 1. */
    public EarlyStopping patience(int epochs) {
        patience = Require.atLeast("patience", epochs, 0);
        return this;
    }

    /** A value that the metric must beat, too. */
    public EarlyStopping baseline(double value) {
        baseline = Require.notNaN("baseline", value);
        return this;
    }

    /** Ends the run with the weights of the best epoch instead of the last. */
    public EarlyStopping restoreBestWeights() {
        restoresBestWeights = true;
        return this;
    }

    /** How many epochs at the start to ignore. */
    public EarlyStopping startFromEpoch(int epochs) {
        startFromEpoch = Require.atLeast("start_from_epoch", epochs, 0);
        return this;
    }

    /** Says when it stops and which weights it restores. */
    public EarlyStopping verbose() {
        isVerbose = true;
        return this;
    }

    @Override
    public void check(KnownMetrics metrics) {
        monitor.requireIn(metrics);
        monitor = monitor.resolve(metrics);
    }

    @Override
    public void onTrainBegin(Control control) {
        wait = 0;
        stoppedEpoch = 0;
        best = Monitor.NONE_YET;
        bestEpoch = 0;
        bestWeights = null;
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs, Control control) {
        OptionalDouble current = logs.find(monitor.metric());
        if (current.isEmpty()) {
            warnings.print(control, monitor.absence("EarlyStopping", logs));
        } else if (epoch >= startFromEpoch) {
            judge(epoch, current.getAsDouble(), control);
        }
    }

    private void judge(int epoch, double current, Control control) {
        boolean isImprovement = monitor.improves(current, best);
        if (restoresBestWeights && (isImprovement || bestWeights == null)) {
            bestWeights = control.weights();
            bestEpoch = epoch;
        }
        wait++;
        if (isImprovement) {
            best = current;
            bestEpoch = epoch;
            if (Double.isNaN(baseline) || monitor.improves(current, baseline)) {
                wait = 0;
            }
        } else if (wait >= patience && epoch > 0) {
            stoppedEpoch = epoch;
            control.stop("EarlyStopping: " + monitor.metric() + " has not improved in " + wait
                    + (wait == 1 ? " epoch" : " epochs"));
        }
    }

    @Override
    public void onTrainEnd(Logs logs, Control control) {
        if (isVerbose && stoppedEpoch > 0) {
            control.print("Epoch " + (stoppedEpoch + 1) + ": early stopping");
        }
        if (bestWeights != null) {
            if (isVerbose) {
                control.print("Restoring model weights from the end of the best epoch: " + (bestEpoch + 1));
            }
            control.weights(bestWeights);
        }
    }

    @Override
    public String subject() {
        return monitor.metric();
    }

    @Override
    public CallbackState state() {
        CallbackState state = CallbackState.of(new Progress(wait, stoppedEpoch, best, bestEpoch));
        return bestWeights == null ? state : state.with(BEST_WEIGHTS, bestWeights);
    }

    @Override
    public void restore(CallbackState state) {
        Progress progress = state.read(Progress.class);
        wait = progress.epochsWaited();
        stoppedEpoch = progress.stoppedEpoch();
        best = progress.best();
        bestEpoch = progress.bestEpoch();
        bestWeights = state.arrays().get(BEST_WEIGHTS);
    }
}
