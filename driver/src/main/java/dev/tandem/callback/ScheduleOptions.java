package dev.tandem.callback;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The schedules that a job file can name, with their options. */
final class ScheduleOptions {

    static final Map<String, Function<OptionReader, Schedule>> KINDS = new TreeMap<>(Map.of(
            "step",
            ScheduleOptions::step,
            "exponential",
            ScheduleOptions::exponential,
            "cosine",
            ScheduleOptions::cosine));

    private ScheduleOptions() {}

    private static Schedule step(OptionReader options) {
        return Schedule.step(
                options.requiredNumber("initial_learning_rate"),
                options.requiredNumber("factor"),
                options.requiredInteger("every"));
    }

    private static Schedule exponential(OptionReader options) {
        return Schedule.exponential(
                options.requiredNumber("initial_learning_rate"), options.requiredNumber("decay_rate"));
    }

    private static Schedule cosine(OptionReader options) {
        int[] warmup = {0};
        double[] alpha = {0};
        options.integer("warmup_epochs", value -> warmup[0] = value);
        options.number("alpha", value -> alpha[0] = value);
        return Schedule.cosine(
                options.requiredNumber("initial_learning_rate"),
                options.requiredInteger("epochs"),
                warmup[0],
                alpha[0]);
    }
}
