package dev.tandem.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.metric.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cuts a run at every epoch, throws away an epoch that was begun after the last commit, and goes on in new objects from the state's JSON:
 * decisions, files and texts must be those of the uncut run.
 */
class ResumeTest {

    private static final double NAN = Double.NaN;
    private static final double[] VAL_LOSS = {
        NAN, 0.9, 0.8, Double.NEGATIVE_INFINITY, 0.8, NAN, 0.7, Double.POSITIVE_INFINITY, 0.8, 0.8, 0.8, 0.8
    };
    private static final double[] ACCURACY = {0.1, 0.3, 0.3, 0.4, 0.2, NAN, 0.5, 0.4, 0.4, 0.45, 0.5, 0.6};
    private static final int[] SEGMENT_ENDS = {3, 7, 9};

    @TempDir
    Path folder;

    private static final Map<String, Function<Path, Callback>> KINDS = kinds();

    private static Map<String, Function<Path, Callback>> kinds() {
        Map<String, Function<Path, Callback>> kinds = new LinkedHashMap<>();
        kinds.put("TerminateOnNaN", own -> TerminateOnNaN.create());
        kinds.put(
                "LearningRateScheduler",
                own -> LearningRateScheduler.of(Schedule.step(0.1, 0.5, 4)).verbose());
        kinds.put(
                "best",
                own -> ModelCheckpoint.at("best-{epoch}-{accuracy:.2f}")
                        .monitor("accuracy")
                        .saveBestOnly()
                        .verbose());
        kinds.put("every 7", own -> ModelCheckpoint.at("b-{epoch}-{batch}").saveEvery(7));
        kinds.put(
                "ReduceLROnPlateau",
                own -> ReduceLROnPlateau.create()
                        .monitor("accuracy")
                        .patience(2)
                        .cooldown(2)
                        .factor(0.5)
                        .verbose());
        kinds.put(
                "EarlyStopping",
                own -> EarlyStopping.create()
                        .monitor("accuracy")
                        .patience(4)
                        .minDelta(0.02)
                        .restoreBestWeights()
                        .verbose());
        kinds.put(
                "stopping on NaN",
                own -> EarlyStopping.create().patience(7).restoreBestWeights().verbose());
        kinds.put("CSVLogger", own -> CSVLogger.at(own.resolve("a.csv").toString()));
        kinds.put(
                "CSVLogger append",
                own -> CSVLogger.at(own.resolve("b.csv").toString()).append());
        kinds.put("EventLogger", own -> EventLogger.at(own.resolve("e.jsonl").toString()));
        kinds.put("History", own -> new History());
        return kinds;
    }

    static List<List<String>> combinations() {
        List<List<String>> combinations = new ArrayList<>();
        KINDS.keySet().forEach(kind -> combinations.add(List.of(kind)));
        combinations.add(List.copyOf(KINDS.keySet()));
        return combinations;
    }

    /** All that a run decided. */
    private record Trace(
            List<FakeRun.Save> saves,
            List<String> printed,
            List<Double> learningRates,
            float weights,
            String files,
            String state) {}

    @ParameterizedTest
    @MethodSource("combinations")
    void cutAtEveryEpoch_goesOnAsUncut(List<String> kinds) throws IOException {
        Trace uncut = run(kinds, VAL_LOSS.length, Files.createDirectory(folder.resolve("uncut")));
        assertThat(uncut.learningRates()).hasSizeGreaterThan(5);
        for (int cut = 0; cut < uncut.learningRates().size(); cut++) {
            Trace whole = run(kinds, cut, Files.createDirectory(folder.resolve("cut-" + cut)));
            assertThat(whole).as("cut after %d epochs", cut).isEqualTo(uncut);
        }
    }

    /** Runs to the end, in two processes if {@code cut} comes before it. */
    private static Trace run(List<String> kinds, int cut, Path own) throws IOException {
        Files.writeString(own.resolve("b.csv"), "from before\r\n");
        FakeRun run = new FakeRun(0.1);
        CallbackList callbacks = begin(kinds, own, run);
        List<Double> rates = new ArrayList<>();
        int epoch = 0;
        for (; epoch < cut && !run.isStopping(); epoch++) {
            epoch(epoch, callbacks, run, rates);
        }
        if (!run.isStopping() && epoch < VAL_LOSS.length) {
            CallbackState committed = throughText(callbacks.state());
            FakeRun resumed = new FakeRun(run.learningRate());
            resumed.weights(run.weights());
            resumed.saves.addAll(run.saves);
            resumed.printed.addAll(run.printed);
            epoch(epoch, callbacks, run, new ArrayList<>());
            run = resumed;
            callbacks = begin(kinds, own, run);
            callbacks.restore(committed);
            for (; epoch < VAL_LOSS.length && !run.isStopping(); epoch++) {
                epoch(epoch, callbacks, run, rates);
            }
        }
        callbacks.onTrainEnd(new Logs(), run);
        return new Trace(
                run.saves,
                run.printed,
                rates,
                run.tag(),
                files(own),
                callbacks.state().values().toString());
    }

    private static CallbackList begin(List<String> kinds, Path own, FakeRun run) {
        CallbackList callbacks = new CallbackList(
                kinds.stream().map(kind -> KINDS.get(kind).apply(own)).toList());
        callbacks.check(Metrics.WITH_VALIDATION);
        callbacks.onTrainBegin(run);
        return callbacks;
    }

    private static void epoch(int epoch, CallbackList callbacks, FakeRun run, List<Double> rates) {
        callbacks.onEpochBegin(epoch, run);
        for (int batch : SEGMENT_ENDS) {
            run.train(epoch + batch / 10f);
            callbacks.onSegmentEnd(batch, new Logs().put("loss", 1).put("accuracy", ACCURACY[epoch]), run);
        }
        Logs logs = new Logs().put("loss", 1).put("accuracy", ACCURACY[epoch]).put("val_loss", VAL_LOSS[epoch]);
        callbacks.onEpochEnd(epoch, logs, run);
        rates.add(run.learningRate());
    }

    private static CallbackState throughText(CallbackState state) throws IOException {
        String text = state.values().toString();
        Map<String, float[]> arrays = new LinkedHashMap<>();
        state.arrays().forEach((name, array) -> arrays.put(name, array.clone()));
        return new CallbackState((ObjectNode) new ObjectMapper().readTree(text), arrays);
    }

    private static String files(Path own) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : List.of("a.csv", "b.csv", "e.jsonl")) {
            Path file = own.resolve(name);
            text.append(Files.exists(file) ? Files.readString(file) : "none").append('\n');
        }
        return text.toString();
    }
}
