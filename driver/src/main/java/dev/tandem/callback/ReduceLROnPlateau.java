package dev.tandem.callback;

import dev.tandem.metric.Logs;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Lowers the learning rate when a metric no longer improves, as Keras's {@code ReduceLROnPlateau}.
 *
 * <pre>
 * ReduceLROnPlateau.create().monitor("val_loss").factor(0.5).patience(2)
 * </pre>
 *
 * <p>The epoch in which the cooldown ends already counts towards patience, so that a cooldown of 1 acts as 0. Puts
 * {@code learning_rate}, as it was during the epoch, into the logs for the callbacks after it.
 */
public final class ReduceLROnPlateau implements Callback {

    private static final double DEFAULT_MIN_DELTA = 1e-4;

    private Monitor monitor = Monitor.VAL_LOSS.withMinDelta(DEFAULT_MIN_DELTA);
    private double factor = 0.1;
    private int patience = 10;
    private int cooldown;
    private double minLearningRate;
    private boolean isVerbose;

    private final Warnings warnings = new Warnings();
    private int wait;
    private int cooldownCounter;
    private double best = Monitor.NONE_YET;

    /** What survives a resume. */
    record Progress(int epochsWaited, int cooldownCounter, double best) {}

    private ReduceLROnPlateau() {}

    /** Monitors {@code val_loss} and takes a tenth after 10 epochs. */
    public static ReduceLROnPlateau create() {
        return new ReduceLROnPlateau();
    }

    static ReduceLROnPlateau read(OptionReader options) {
        ReduceLROnPlateau callback = create();
        options.text("monitor", callback::monitor);
        options.number("factor", callback::factor);
        options.integer("patience", callback::patience);
        options.flag("verbose", callback::verbose);
        options.mode(callback::mode);
        options.number("min_delta", callback::minDelta);
        options.integer("cooldown", callback::cooldown);
        options.number("min_lr", callback::minLearningRate);
        return callback;
    }

    /** The metric to watch. */
    public ReduceLROnPlateau monitor(String metric) {
        monitor = monitor.withMetric(metric);
        return this;
    }

    /** Which way it gets better. */
    public ReduceLROnPlateau mode(Mode mode) {
        monitor = monitor.withMode(mode);
        return this;
    }

    /** The least change that counts as an improvement. */
    public ReduceLROnPlateau minDelta(double change) {
        monitor = monitor.withMinDelta(change);
        return this;
    }

    /** What to multiply the learning rate by; less than 1. */
    public ReduceLROnPlateau factor(double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException("Invalid factor: " + value + " (must be >= 0 and < 1)");
        }
        factor = value;
        return this;
    }

    /** How many epochs without an improvement to allow; 0 acts as 1. */
    public ReduceLROnPlateau patience(int epochs) {
        patience = Require.atLeast("patience", epochs, 0);
        return this;
    }

    /** How many epochs to wait after a reduction before counting again. */
    public ReduceLROnPlateau cooldown(int epochs) {
        cooldown = Require.atLeast("cooldown", epochs, 0);
        return this;
    }

    /** The learning rate to stop at. */
    public ReduceLROnPlateau minLearningRate(double value) {
        minLearningRate = Require.atLeast("min_lr", value, 0.0);
        return this;
    }

    /** Says when it reduces, and to what. */
    public ReduceLROnPlateau verbose() {
        isVerbose = true;
        return this;
    }

    @Override
    public void check(KnownMetrics metrics) {
        monitor.requireIn(metrics.with(addedNames()));
        monitor = monitor.resolve(metrics);
    }

    @Override
    public Set<String> addedNames() {
        return Set.of(LearningRateScheduler.LOG_NAME);
    }

    @Override
    public void onTrainBegin(Control control) {
        wait = 0;
        cooldownCounter = 0;
        best = Monitor.NONE_YET;
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs, Control control) {
        logs.put(LearningRateScheduler.LOG_NAME, control.learningRate());
        OptionalDouble current = logs.find(monitor.metric());
        if (current.isEmpty()) {
            warnings.print(control, monitor.absence("ReduceLROnPlateau", logs));
        } else {
            judge(epoch, current.getAsDouble(), control);
        }
    }

    private void judge(int epoch, double current, Control control) {
        if (cooldownCounter > 0) {
            cooldownCounter--;
            wait = 0;
        }
        if (monitor.improves(current, best)) {
            best = current;
            wait = 0;
        } else if (cooldownCounter == 0) {
            wait++;
            // At the least learning rate wait keeps growing and no cooldown starts, as in Keras.
            if (wait >= patience && control.learningRate() > (float) minLearningRate) {
                reduce(epoch, control);
            }
        }
    }

    private void reduce(int epoch, Control control) {
        double reduced = Math.max(control.learningRate() * factor, minLearningRate);
        control.learningRate(reduced);
        cooldownCounter = cooldown;
        wait = 0;
        if (isVerbose) {
            control.print("Epoch " + (epoch + 1) + ": ReduceLROnPlateau reducing learning rate to "
                    + PythonFloat.repr(reduced) + ".");
        }
    }

    @Override
    public String subject() {
        return monitor.metric();
    }

    @Override
    public CallbackState state() {
        return CallbackState.of(new Progress(wait, cooldownCounter, best));
    }

    @Override
    public void restore(CallbackState state) {
        Progress progress = state.read(Progress.class);
        wait = progress.epochsWaited();
        cooldownCounter = progress.cooldownCounter();
        best = progress.best();
    }
}
