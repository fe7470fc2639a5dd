package dev.tandem.callback;

import dev.tandem.metric.Logs;
import java.util.Set;

/**
 * Sets the learning rate at the beginning of every epoch, as Keras's {@code LearningRateScheduler}.
 *
 * <pre>
 * LearningRateScheduler.of((epoch, learningRate) -> epoch < 10 ? learningRate : learningRate * 0.9)
 * LearningRateScheduler.of(Schedule.cosine(0.1, 50, 5, 0))
 * </pre>
 *
 * <p>Puts {@code learning_rate} into the logs. A function should depend on the epoch alone where it can: an epoch that is begun again
 * after a resume asks it again.
 */
public final class LearningRateScheduler implements Callback {

    static final String LOG_NAME = "learning_rate";

    private final Schedule schedule;
    private boolean isVerbose;

    private LearningRateScheduler(Schedule schedule) {
        this.schedule = schedule;
    }

    /** Follows a schedule. */
    public static LearningRateScheduler of(Schedule schedule) {
        return new LearningRateScheduler(schedule);
    }

    static LearningRateScheduler read(OptionReader options) {
        LearningRateScheduler callback =
                new LearningRateScheduler(options.requiredKind("schedule", ScheduleOptions.KINDS));
        options.flag("verbose", callback::verbose);
        return callback;
    }

    /** Says what it sets. */
    public LearningRateScheduler verbose() {
        isVerbose = true;
        return this;
    }

    @Override
    public Set<String> addedNames() {
        return Set.of(LOG_NAME);
    }

    @Override
    public void onEpochBegin(int epoch, Control control) {
        double learningRate = schedule.at(epoch, control.learningRate());
        if (!(learningRate >= 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException("The schedule gave a learning rate of " + learningRate + " for epoch "
                    + (epoch + 1) + " (must be a finite number >= 0)");
        }
        control.learningRate(learningRate);
        if (isVerbose) {
            control.print("Epoch " + (epoch + 1) + ": LearningRateScheduler setting learning rate to "
                    + PythonFloat.repr(learningRate) + ".");
        }
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs, Control control) {
        logs.put(LOG_NAME, control.learningRate());
    }
}
