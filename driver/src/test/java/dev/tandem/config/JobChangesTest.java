package dev.tandem.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.config.JobChanges.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobChangesTest {

    private static final String JOB = """
            name: long
            seed: 1
            model: {zoo: lenet, input_shape: [28, 28, 1], classes: 10, optimizer: {adam: {learning_rate: 0.1}}}
            data:
              train: {idx: {images: %1$s/a, labels: %1$s/a}, batch_size: 64}
              validation: {images: {directory: %1$s, image_size: [28, 28, 1]}}
            fit: {epochs: 5, replicas: 2}
            callbacks: [TerminateOnNaN, {EarlyStopping: {patience: 3}}]
            """;

    @TempDir
    Path folder;

    private String text = "";

    @BeforeEach
    void writeData() throws IOException {
        Files.createFile(folder.resolve("a"));
        Files.createFile(folder.resolve("b"));
        Files.createDirectory(folder.resolve("c"));
        text = JOB.formatted(folder);
    }

    private JobChanges changes(String... settings) {
        return JobChanges.since("job.yaml", Jobs.read(text).toYaml(), Jobs.read(text, settings));
    }

    private String inFolder(String expected) {
        return expected.replace("DIR", folder.toString());
    }

    @Test
    void sameJob_hasNoChanges() {
        assertThat(changes()).isEqualTo(new JobChanges(List.of(), List.of()));
    }

    @Test
    void sameValue_writtenOtherwise_isNoChange() {
        assertThat(changes("model.optimizer.adam.learning_rate=1e-1", "data.train.scale=1", "metrics=accuracy"))
                .isEqualTo(new JobChanges(List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name=short                             | name: long → short, run.directory: runs/long → runs/short
            data.sample=DIR/c                      | data.sample: not set → DIR/c
            data.train.idx.images=DIR/b            | data.train.idx.images: DIR/a → DIR/b
            data.train.idx.labels=DIR/b            | data.train.idx.labels: DIR/a → DIR/b
            data.validation.images.directory=DIR/c | data.validation.images.directory: DIR → DIR/c
            fit.epochs=8                           | fit.epochs: 5 → 8
            fit.workers=4                          | fit.workers: 1 → 4
            fit.max_queue_size=3                   | fit.max_queue_size: 10 → 3
            fit.verbose=2                          | fit.verbose: 1 → 2
            fit={epochs: 5, replicas: 2, on_bad_batch: skip} | fit.on_bad_batch: fail → skip, fit.max_bad_batches: not set → 10
            callbacks=[TerminateOnNaN]             | callbacks[1].EarlyStopping.patience: 3 → not set
            callbacks[0]=CSVLogger                 | callbacks[0]: TerminateOnNaN → CSVLogger
            checkpoint.every=10 min                | checkpoint.every: epoch → 10 min
            checkpoint.keep_best=val_loss          | checkpoint.keep_best: not set → val_loss
            run.directory=DIR/r                    | run.directory: runs/long → DIR/r
            spark={spark.executor.cores: 2}        | spark.executor.cores: not set → 2
            """)
    void change_thatIsAccepted(String setting, String change) {
        JobChanges changes = changes(inFolder(setting));
        assertThat(changes.refused()).isEmpty();
        assertThat(changes.accepted())
                .extracting(Change::toString)
                .containsExactly(inFolder(change).split(", "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            seed=2                                          | seed: 1 → 2
            model.zoo=mlp                                   | model.zoo: lenet → mlp
            model.input_shape=[14, 28, 2]                   | model.input_shape: [28, 28, 1] → [14, 28, 2]
            model.classes=11                                | model.classes: 10 → 11
            model.optimizer.adam.learning_rate=0.2          | model.optimizer.adam.learning_rate: 0.1 → 0.2
            data.train.batch_size=32                        | data.train.batch_size: 64 → 32
            data.train.scale=0.5                            | data.train.scale: 1.0 → 0.5
            data.validation.scale=0.5                       | data.validation.scale: 1.0 → 0.5
            fit.replicas=3                                  | fit.replicas: 2 → 3
            fit.average_every=3                             | fit.average_every: 1 → 3
            fit.average_every={0: 1, 5: 3}                  | fit.average_every.5: not set → 3
            averaging.precision=int8                        | averaging.precision: float32 → int8
            averaging.outer={nesterov: {momentum: 0.5}}     | averaging.outer.nesterov.momentum: not set → 0.5
            averaging.overlap=true                          | averaging.overlap: false → true
            fit.shuffle=false                               | fit.shuffle: true → false
            fit.initial_epoch=1                             | fit.initial_epoch: 0 → 1
            fit.steps_per_epoch=100                         | fit.steps_per_epoch: not set → 100
            fit.validation_freq=[1, 3]                      | fit.validation_freq: 1 → [1, 3]
            fit.validation_steps=7                          | fit.validation_steps: not set → 7
            metrics=[accuracy, top_3]                       | metrics[1]: not set → top_3
            metrics=[]                                      | metrics[0]: accuracy → not set
            """)
    void change_thatIsRefused(String setting, String change) {
        JobChanges changes = changes(
                setting.contains("shape") ? new String[] {setting, "data.validation="} : new String[] {setting});
        assertThat(changes.accepted().stream().filter(each -> !each.path().startsWith("data.validation")))
                .isEmpty();
        assertThat(changes.refused()).extracting(Change::toString).contains(change);
    }

    @Test
    void optimizerWithoutOptions_isToldFromAnother() {
        text = text.replace("{adam: {learning_rate: 0.1}}", "{adam: {}}");
        assertThat(changes("model.optimizer={sgd: {}}").refused())
                .containsExactly(
                        new Change("model.optimizer.sgd", "not set", "{}"),
                        new Change("model.optimizer.adam", "{}", "not set"));
    }

    @Test
    void keyThatNobodyKnows_isRefused() {
        JobFile job = Jobs.read(text);
        assertThat(JobChanges.since("job.yaml", job.toYaml() + "momentum: 3\n", job)
                        .refused())
                .containsExactly(new Change("momentum", "3", "not set"));
    }

    @Test
    void keyThatTheRunDidNotKnow_hadItsDefault() {
        JobFile job = Jobs.read(text);
        String older = job.toYaml().replace("  average_every: 1\n", "");
        assertThat(older).isNotEqualTo(job.toYaml());
        assertThat(JobChanges.since("job.yaml", older, job).refused()).isEmpty();
        assertThat(JobChanges.since("job.yaml", older, Jobs.read(text, "fit.average_every=4"))
                        .refused())
                .containsExactly(new Change("fit.average_every", "1", "4"));
    }

    @Test
    void dataThatHasMoved_canStillBeCompared() throws IOException {
        String before = Jobs.read(text).toYaml();
        Files.move(folder.resolve("a"), folder.resolve("moved"));
        JobFile job = Jobs.read(text.replace("/a", "/moved"));
        assertThat(JobChanges.since("job.yaml", before, job).accepted())
                .extracting(Change::path)
                .containsExactly("data.train.idx.images", "data.train.idx.labels");
    }

    @Test
    void refusedChanges_areMistakesOfTheJob() {
        Problems problems = new Problems("job.yaml");
        JobFile job = JobFileReader.readText(text, List.of("seed=2", "fit.replicas=3"), Map.of(), problems);
        JobChanges.since("runs/long/job.yaml", Jobs.read(text).toYaml(), job).report("runs/long", problems);
        assertThatThrownBy(problems::throwIfAny)
                .isInstanceOf(JobFileException.class)
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "job.yaml has 2 mistakes:",
                        "  seed: is 2, but the run in runs/long was begun with 1: set it back, begin anew with --restart, or"
                                + " give another run.directory (--set)",
                        "  fit.replicas: is 3, but the run in runs/long was begun with 2: set it back, begin anew with"
                                + " --restart, or give another run.directory (--set)"));
    }

    @Test
    void textThatIsNoJob_isNamed() {
        JobFile job = Jobs.read(text);
        assertThatThrownBy(() -> JobChanges.since("runs/long/job.yaml", "", job))
                .isInstanceOf(JobFileException.class)
                .hasMessageStartingWith("runs/long/job.yaml has a mistake:")
                .hasMessageContaining("is empty: it must hold keys and values");
    }
}
