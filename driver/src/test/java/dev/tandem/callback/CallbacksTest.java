package dev.tandem.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.metric.Logs;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbacksTest {

    private static Map<String, Object> options(Object... namesAndValues) {
        Map<String, Object> options = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            options.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return options;
    }

    @Test
    void names_areKerasClasses() {
        assertThat(Callbacks.names())
                .containsExactly(
                        "CSVLogger",
                        "EarlyStopping",
                        "EventLogger",
                        "LearningRateScheduler",
                        "ModelCheckpoint",
                        "ReduceLROnPlateau",
                        "TerminateOnNaN");
    }

    @Test
    void everyOption_isAccepted() {
        assertThat(Callbacks.named(
                        "ModelCheckpoint",
                        options(
                                "filepath",
                                "m.zip",
                                "monitor",
                                "loss",
                                "verbose",
                                1,
                                "save_best_only",
                                true,
                                "save_weights_only",
                                false,
                                "mode",
                                "min",
                                "save_freq",
                                "epoch",
                                "initial_value_threshold",
                                3)))
                .isInstanceOf(ModelCheckpoint.class);
        assertThat(Callbacks.named(
                        "ReduceLROnPlateau",
                        options(
                                "monitor",
                                "loss",
                                "factor",
                                0.5,
                                "patience",
                                3,
                                "verbose",
                                0,
                                "mode",
                                "max",
                                "min_delta",
                                "1e-4",
                                "cooldown",
                                2L,
                                "min_lr",
                                0)))
                .isInstanceOf(ReduceLROnPlateau.class);
        assertThat(Callbacks.named(
                        "EarlyStopping",
                        options(
                                "monitor",
                                "loss",
                                "min_delta",
                                0,
                                "patience",
                                3,
                                "verbose",
                                true,
                                "mode",
                                "auto",
                                "baseline",
                                null,
                                "restore_best_weights",
                                true,
                                "start_from_epoch",
                                1)))
                .isInstanceOf(EarlyStopping.class);
        assertThat(Callbacks.named("CSVLogger", options("filename", "a.csv", "separator", ";", "append", true)))
                .isInstanceOf(CSVLogger.class);
        assertThat(Callbacks.named("EventLogger", options("filename", "a.jsonl", "append", true)))
                .isInstanceOf(EventLogger.class);
        assertThat(Callbacks.named("TerminateOnNaN", options("raise_error", false)))
                .isInstanceOf(TerminateOnNaN.class);
    }

    @Test
    void options_reachTheCallback() {
        FakeRun run = new FakeRun(1);
        Callback callback = Callbacks.named(
                "ReduceLROnPlateau", options("factor", 0.5, "patience", 1, "min_lr", "3e-1", "verbose", 1));
        callback.check(Metrics.WITH_VALIDATION);
        for (int epoch = 0; epoch < 3; epoch++) {
            callback.onEpochEnd(epoch, new Logs().put("val_loss", 1), run);
        }
        assertThat(run.learningRate()).isEqualTo((double) 0.3f);
        assertThat(run.printed).hasSize(2);
    }

    @Test
    void integerSaveFrequency_countsBatches() {
        Callback callback = Callbacks.named("ModelCheckpoint", options("filepath", "m", "save_freq", 50));
        assertThat(callback.batchesUntilDue()).isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource({"step, factor, every", "exponential, decay_rate, ", "cosine, alpha, epochs"})
    void schedules_canBeNamed(String kind, String number, String integer) {
        Map<String, Object> own = options("initial_learning_rate", 0.5, number, 0.5);
        if (integer != null) {
            own.put(integer, 4);
        }
        FakeRun run = new FakeRun(9);
        Callbacks.named("LearningRateScheduler", options("schedule", options(kind, own), "verbose", 1))
                .onEpochBegin(0, run);
        assertThat(run.learningRate()).isEqualTo(0.5);
        assertThat(run.printed).hasSize(1);
    }

    @Test
    void unknownName_suggestsTheNearest() {
        assertThatThrownBy(() -> Callbacks.named("ModelCheckpiont", options()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "Unknown callback ModelCheckpiont. Did you mean ModelCheckpoint? Known: CSVLogger, ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"BackupAndRestore", "History", "LambdaCallback", "ProgbarLogger", "RemoteMonitor", "TensorBoard"
            })
    void kerasCallbackThatIsElsewhere_saysWhere(String name) {
        assertThatThrownBy(() -> Callbacks.named(name, options()))
                .hasMessageStartingWith("Unknown callback " + name + ": ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "patience | -1     | Invalid patience: -1 (must be >= 0)",
                "patience | 2.5    | Invalid patience: 2.5 (must be a whole number)",
                "mode     | minn   | Invalid mode: minn (must be auto, min or max)",
                "monitor  | 7      | Invalid monitor: 7 (must be a text)",
                "min_delta| little | Invalid min_delta: little (must be a number)",
                "restore_best_weights | yes | Invalid restore_best_weights: yes (must be true or false)",
                "verbose  | 3      | Invalid verbose: 3 (must be true or false)"
            })
    void wrongValue_namesCallbackAndOption(String option, String text, String message) {
        Object value =
                text.matches("-?\\d+") ? (Object) Integer.valueOf(text) : text.equals("2.5") ? (Object) 2.5 : text;
        assertThatThrownBy(() -> Callbacks.named("EarlyStopping", options(option, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("EarlyStopping: " + message);
    }

    @Test
    void nullWhereKerasHasNoNone_isRefused() {
        assertThatThrownBy(() -> Callbacks.named("EarlyStopping", Collections.singletonMap("patience", null)))
                .hasMessage("EarlyStopping: Invalid patience: null (must be a whole number)");
    }

    @Test
    void factorOfOne_isRefused() {
        assertThatThrownBy(() -> Callbacks.named("ReduceLROnPlateau", options("factor", 1)))
                .hasMessage("ReduceLROnPlateau: Invalid factor: 1.0 (must be >= 0 and < 1)");
    }

    @Test
    void wrongSaveFrequency_isRefused() {
        assertThatThrownBy(() -> Callbacks.named("ModelCheckpoint", options("filepath", "m", "save_freq", "batch")))
                .hasMessage("ModelCheckpoint: Invalid save_freq: batch (must be epoch or a whole number)");
    }

    @Test
    void everyMistake_isInOneReport() {
        assertThatThrownBy(() ->
                        Callbacks.named("ModelCheckpoint", options("file_path", "m", "mode", "x", "verbose", "x")))
                .message()
                .satisfies(message -> assertThat(message.lines())
                        .containsExactly(
                                "ModelCheckpoint: Missing option filepath",
                                "ModelCheckpoint: Invalid verbose: x (must be true or false)",
                                "ModelCheckpoint: Invalid mode: x (must be auto, min or max)",
                                "ModelCheckpoint: Unknown option file_path. Did you mean filepath? Options: filepath, monitor, "
                                        + "verbose, save_best_only, save_weights_only, mode, save_freq, "
                                        + "initial_value_threshold"));
    }

    @Test
    void badPattern_isRefused() {
        assertThatThrownBy(() -> Callbacks.named("ModelCheckpoint", options("filepath", "{epoch")))
                .hasMessageStartingWith("ModelCheckpoint: Invalid filepath: \"{epoch\"");
    }

    @Test
    void schedules_areReadStrictly() {
        assertThatThrownBy(() -> Callbacks.named("LearningRateScheduler", options()))
                .hasMessageContaining("Invalid schedule: null")
                .hasMessageContaining("cosine, exponential, step");
        assertThatThrownBy(() ->
                        Callbacks.named("LearningRateScheduler", options("schedule", options("cosin", options()))))
                .hasMessageContaining("Unknown schedule: cosin. Did you mean cosine?");
        assertThatThrownBy(() -> Callbacks.named("LearningRateScheduler", options("schedule", options("step", 3))))
                .hasMessageContaining("step has no options");
        assertThatThrownBy(() -> Callbacks.named(
                        "LearningRateScheduler",
                        options("schedule", options("step", options("initial_learning_rate", 1, "drop", 2)))))
                .message()
                .satisfies(message -> assertThat(message)
                        .contains("schedule.step: Missing option factor")
                        .contains("schedule.step: Missing option every")
                        .contains("schedule.step: Unknown option drop"));
    }
}
