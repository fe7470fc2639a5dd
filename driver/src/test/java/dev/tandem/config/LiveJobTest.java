package dev.tandem.config;

import static dev.tandem.config.Jobs.LEAST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.callback.CSVLogger;
import dev.tandem.callback.Callback;
import dev.tandem.callback.EarlyStopping;
import dev.tandem.config.SmallBuiltins.Numbered;
import dev.tandem.data.Batch;
import dev.tandem.data.BatchGenerator;
import dev.tandem.metric.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class LiveJobTest {

    private static final String JOB =
            LEAST.replace("com.acme.MySequence", "{" + Numbered.class.getName() + ": {length: 7}}");
    private static final String VALIDATED =
            JOB + "  validation: {class: {" + Numbered.class.getName() + ": {length: 3}}}\n";

    @TempDir
    Path folder;

    /** A callback of a user's own. */
    public record MyCallback(int patience) implements Callback {}

    private static LiveJob make(String text, String... settings) {
        Problems problems = new Problems("job.yaml");
        JobFile job = JobFileReader.readText(text, List.of(settings), Map.of(), problems);
        return LiveJob.make(job, new SmallBuiltins(), problems);
    }

    private static List<String> mistakes(String text, String... settings) {
        try {
            make(text, settings);
            return List.of();
        } catch (JobFileException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    @Test
    void parts_areMade() {
        LiveJob live = make(
                VALIDATED,
                "callbacks=[{EarlyStopping: {monitor: val_accuracy}}, {CSVLogger: {filename: x.csv}}, {"
                        + MyCallback.class.getName() + ": {patience: 3}}]");
        assertThat(live.train()).isEqualTo(new Numbered(7));
        assertThat(live.validation().orElseThrow().length()).isEqualTo(3);
        assertThat(live.metrics()).extracting(Metric::name).containsExactly("accuracy");
        assertThat(live.callbacks()).hasSize(3);
        assertThat(live.callbacks().get(0)).isInstanceOf(EarlyStopping.class);
        assertThat(live.callbacks().get(1)).isInstanceOf(CSVLogger.class);
        assertThat(live.callbacks().get(2)).isEqualTo(new MyCallback(3));
    }

    @Test
    void mistakesOfPartsAndValues_comeInOneReport() {
        assertThat(mistakes(
                        JOB,
                        "model.zoo=ghost",
                        "fit.epochs=0",
                        "metrics=[acuracy]",
                        "callbacks=[{ReduceLROnPlateau: {monitor: loss, factor: 1.5, patiense: 2}}]",
                        "data.validation={class: com.acme.None}"))
                .hasSize(6)
                .anySatisfy(line -> assertThat(line).startsWith("metrics[0]: Unknown metric acuracy"))
                .anySatisfy(line ->
                        assertThat(line).startsWith("callbacks[0].ReduceLROnPlateau.factor: Invalid factor: 1.5"))
                .anySatisfy(line ->
                        assertThat(line).startsWith("callbacks[0].ReduceLROnPlateau.patiense: Unknown option patiense"))
                .contains(
                        "fit.epochs: must be a whole number of at least 1, but is 0 (--set)",
                        "model: Unknown model ghost (line 2)",
                        "data.validation.class: no such class: com.acme.None (check the name, and give its jar with"
                                + " --jars) (--set)");
    }

    @Test
    void optimizer_withUnknownOption() {
        assertThat(mistakes(JOB, "model.optimizer={adam: {rate: 0.1}}"))
                .singleElement()
                .asString()
                .startsWith("model.optimizer.adam: ")
                .contains("rate");
    }

    @Test
    void monitor_misspelt() {
        assertThat(mistakes(VALIDATED, "callbacks=[{EarlyStopping: {monitor: val_acuracy}}]"))
                .singleElement()
                .asString()
                .startsWith("callbacks[0].EarlyStopping.monitor: Invalid monitor: val_acuracy will not be in the logs.")
                .contains("val_accuracy")
                .endsWith("Available: loss, accuracy, val_loss, val_accuracy (--set)");
    }

    @Test
    void monitor_ofValidationWithoutValidation() {
        assertThat(mistakes(JOB, "callbacks=[EarlyStopping]"))
                .singleElement()
                .asString()
                .startsWith("callbacks[0].monitor: Invalid monitor: val_loss will not be in the logs.");
    }

    @Test
    void keepBest_misspelt() {
        assertThat(mistakes(VALIDATED, "checkpoint.keep_best=val_acuracy"))
                .containsExactly(
                        "checkpoint.keep_best: 'val_acuracy' is no metric of this run: did you mean 'val_accuracy'? (--set)");
        assertThat(mistakes(VALIDATED, "checkpoint.keep_best=val_accuracy")).isEmpty();
    }

    @Test
    void keepBest_ofValidationWithoutValidation() {
        assertThat(mistakes(JOB, "checkpoint.keep_best=val_loss"))
                .containsExactly(
                        "checkpoint.keep_best: 'val_loss' is no metric of this run (known: loss, accuracy) (--set)");
    }

    @Test
    void keepBest_ofAMisspeltMetric_isReportedOnce() {
        assertThat(mistakes(JOB, "metrics=[acuracy]", "checkpoint.keep_best=acuracy"))
                .containsExactly("metrics[0]: Unknown metric acuracy (--set)");
    }

    @Test
    void callback_unknown() {
        assertThat(mistakes(JOB, "callbacks=[EarlyStoping]"))
                .singleElement()
                .asString()
                .startsWith("callbacks[0]: Unknown callback EarlyStoping.")
                .contains("EarlyStopping");
    }

    @Test
    void metric_givenTwice() {
        assertThat(mistakes(JOB, "metrics=[accuracy, acc]"))
                .containsExactly("metrics[1]: has the name accuracy, which another metric has already (--set)");
    }

    @Test
    void replicas_moreThanBatches() {
        assertThat(mistakes(JOB, "fit.replicas=8"))
                .containsExactly(
                        "fit.replicas: is 8 but data.train has only 7 batches: each replica needs one of its own"
                                + " (fewer replicas or a smaller batch_size) (--set)");
        assertThat(mistakes(JOB, "fit.replicas=7")).isEmpty();
        assertThat(mistakes(JOB, "fit={replicas: 8, steps_per_epoch: 8}")).isEmpty();
    }

    @Test
    void data_thatCannotBeOpened() throws IOException {
        Path damaged = Files.createFile(folder.resolve("damaged"));
        assertThat(mistakes(JOB, "data.train={idx: {images: " + damaged + ", labels: " + damaged + "}}"))
                .containsExactly("data.train.idx: " + damaged + " is damaged (--set)");
    }

    @Test
    void sample_isDrawnOnFirstUse() {
        Path drawn = folder.resolve("drawn");
        make(LEAST, "seed=5", "data=" + drawnData(drawn), "model.input_shape=[8, 8, 3]");
        assertThat(drawn.resolve("seed")).hasContent("5");
        make(LEAST, "seed=6", "data=" + drawnData(drawn), "model.input_shape=[8, 8, 3]");
        assertThat(drawn.resolve("seed")).hasContent("5");
    }

    @Test
    void sample_isNotDrawnForAJobWithMistakes() {
        Path drawn = folder.resolve("drawn");
        assertThat(mistakes(LEAST, "data=" + drawnData(drawn), "model.input_shape=[8, 8, 3]", "metrics=[acuracy]"))
                .containsExactly("metrics[0]: Unknown metric acuracy (--set)");
        assertThat(drawn).doesNotExist();
    }

    /** A generator of a user's own. */
    public record MyGenerator(int size) implements BatchGenerator {
        @Override
        public Iterator<Batch> open(int replica, int replicas, int epoch) {
            return Collections.emptyIterator();
        }
    }

    private static final String GENERATOR =
            "data={train: {generator: {" + MyGenerator.class.getName() + ": {size: 4}}}}";

    @Test
    void generator_isMade() {
        assertThat(make(JOB, GENERATOR, "fit={steps_per_epoch: 9, replicas: 3}").train())
                .isEqualTo(new MyGenerator(4));
    }

    @Test
    void generator_needsStepsPerEpoch() {
        assertThat(mistakes(JOB, GENERATOR))
                .containsExactly("fit.steps_per_epoch: is missing: a generator has no length, so say how many batches"
                        + " over all replicas make an epoch");
    }

    @Test
    void generator_cannotSkipBadBatches() {
        assertThat(mistakes(JOB, GENERATOR, "fit={steps_per_epoch: 4, on_bad_batch: skip}"))
                .containsExactly("fit.on_bad_batch: must be fail: a generator cannot go on after a failure (--set)");
    }

    @Test
    void generator_isNotForValidation() {
        assertThat(mistakes(JOB, "data.validation={generator: com.acme.Mine}"))
                .contains("data.validation.generator: is for training only: validate with a Sequence (class), of which"
                        + " each batch is evaluated once (--set)");
    }

    @Test
    void generator_ofAnotherType() {
        assertThat(mistakes(JOB, "data={train: {generator: java.lang.String}}", "fit.steps_per_epoch=9"))
                .containsExactly(
                        "data.train.generator: class java.lang.String is no dev.tandem.data.BatchGenerator (--set)");
    }

    private static String drawnData(Path drawn) {
        return "{sample: " + drawn + ", train: {images: {directory: " + drawn + "/train, image_size: [8, 8, 3]}}}";
    }
}
