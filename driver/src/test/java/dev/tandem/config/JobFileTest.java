package dev.tandem.config;

import static dev.tandem.config.Jobs.LEAST;
import static dev.tandem.config.Jobs.mistakes;
import static dev.tandem.config.Jobs.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.averaging.AveragingOptions;
import dev.tandem.averaging.OuterOptimizer;
import dev.tandem.averaging.Precision;
import dev.tandem.checkpoint.WhenBusy;
import dev.tandem.config.FitSection.ValidationFrequency;
import dev.tandem.config.ImagesSource.Split;
import dev.tandem.config.SourceSection.Idx;
import dev.tandem.data.ClassWeights;
import dev.tandem.image.CacheLimit;
import dev.tandem.image.ClassMode;
import dev.tandem.image.Decoder;
import dev.tandem.image.Resize;
import dev.tandem.image.Shuffle;
import dev.tandem.model.Freezing;
import dev.tandem.model.NewTop;
import dev.tandem.model.ZooTop;
import dev.tandem.plan.AverageEvery;
import dev.tandem.train.CheckpointOptions;
import dev.tandem.train.CheckpointOptions.Every;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobFileTest {

    @TempDir
    Path folder;

    @Test
    void defaults_ofLeastJob() {
        JobFile job = read(LEAST);
        assertThat(job.name()).isEqualTo("least");
        assertThat(job.seed()).isZero();
        assertThat(job.model())
                .isEqualTo(new ModelSection.Zoo(
                        "mlp", List.of(4), 3, new Named("model.optimizer", "adam", Map.of()), ZooTop.PUBLISHED));
        assertThat(job.data().sample()).isEmpty();
        assertThat(job.data().train())
                .isEqualTo(new SourceSection(
                        new SourceSection.UserClass(new Named("data.train.class", "com.acme.MySequence", Map.of())),
                        32,
                        1.0));
        assertThat(job.data().validation()).isEmpty();
        assertThat(job.fit())
                .isEqualTo(new FitSection(
                        1,
                        1,
                        AverageEvery.steps(1),
                        true,
                        1,
                        10,
                        1,
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        new ValidationFrequency(1, List.of()),
                        ClassWeights.NONE,
                        300,
                        1,
                        120,
                        Optional.empty()));
        assertThat(job.averaging()).isEqualTo(AveragingOptions.STANDARD);
        assertThat(job.metrics()).containsExactly(new Named("metrics[0]", "accuracy", Map.of()));
        assertThat(job.callbacks()).isEmpty();
        assertThat(job.checkpoint()).isEqualTo(CheckpointOptions.STANDARD);
        assertThat(job.run()).isEqualTo(new RunSection("runs/least"));
        assertThat(job.spark()).isEmpty();
    }

    @Test
    void everyKey_isMapped() throws IOException {
        Path images = Files.createFile(folder.resolve("images"));
        Path labels = Files.createFile(folder.resolve("labels"));
        JobFile job = read("""
                name: all
                seed: 42
                model:
                  zoo: lenet
                  input_shape: [28, 28, 1]
                  classes: 10
                  include_top: false
                  pooling: max
                  dropout: 0.25
                  optimizer: {sgd: {learning_rate: 1e-1}}
                  new_top: {classes: 6, dropout: 0.5}
                  freeze: {until: x, unfreeze_at: 3}
                data:
                  sample: %1$s/drawn
                  train:
                    idx: {images: %1$s/images, labels: %1$s/labels}
                    batch_size: 64
                    scale: 0.5
                  validation:
                    images: {directory: %1$s, image_size: [28, 28, 1], validation_split: 0.2, subset: validation}
                    batch_size: 256
                    scale: 0.25
                fit:
                  epochs: 5
                  replicas: 2
                  average_every: {0: 4, 3: 16}
                  shuffle: false
                  workers: 3
                  max_queue_size: 7
                  verbose: 2
                  initial_epoch: 1
                  steps_per_epoch: 100
                  validation_steps: 20
                  validation_freq: [1, 5]
                  class_weight: {0: 1, 3: 2.5}
                  batch_timeout: 30
                  min_tasks: 2
                  slot_wait: 60
                  on_bad_batch: skip
                  max_bad_batches: 3
                averaging: {precision: int8, outer: {nesterov: {learning_rate: 0.5, momentum: 0.8}}, overlap: true}
                metrics: [accuracy, {top_k: {k: 5}}]
                callbacks:
                  - EarlyStopping: {monitor: val_loss, patience: 4, restore_best_weights: true}
                  - TerminateOnNaN
                checkpoint: {every: 4 rounds, keep: 5, keep_for: 10 min, keep_best: val_loss, when_busy: skip, timeout: 60}
                run: {directory: out}
                spark: {spark.executor.memory: 2g, spark.task.maxFailures: 3}
                """.formatted(folder));
        assertThat(job.name()).isEqualTo("all");
        assertThat(job.seed()).isEqualTo(42);
        assertThat(job.model())
                .isEqualTo(new ModelSection.Zoo(
                        "lenet",
                        List.of(28, 28, 1),
                        10,
                        new Named("model.optimizer.sgd", "sgd", Map.of("learning_rate", 0.1)),
                        new ZooTop(ZooTop.Kind.POOLED, ZooTop.Pooling.MAX, 0.25)));
        assertThat(job.transfer())
                .isEqualTo(new TransferSection(Optional.of(new NewTop(6, 0.5, 42)), Optional.of(new Freezing("x", 3))));
        assertThat(job.data().sample()).contains(folder + "/drawn");
        assertThat(job.data().train())
                .isEqualTo(new SourceSection(new Idx(images.toString(), labels.toString()), 64, 0.5));
        assertThat(job.data().validation())
                .contains(new SourceSection(
                        ImagesSource.of(
                                folder.toString(), List.of(28, 28, 1), Optional.of(new Split(0.2, "validation"))),
                        256,
                        0.25));
        assertThat(job.fit())
                .isEqualTo(new FitSection(
                        5,
                        2,
                        new AverageEvery(Map.of(0, 4, 3, 16)),
                        false,
                        3,
                        7,
                        2,
                        1,
                        Optional.of(100),
                        Optional.of(20),
                        new ValidationFrequency(0, List.of(1, 5)),
                        new ClassWeights(Map.of(0, 1.0, 3, 2.5)),
                        30,
                        2,
                        60,
                        Optional.of(3)));
        assertThat(job.averaging())
                .isEqualTo(new AveragingOptions(Precision.INT8, new OuterOptimizer.Nesterov(0.5, 0.8), true));
        assertThat(job.metrics())
                .containsExactly(
                        new Named("metrics[0]", "accuracy", Map.of()),
                        new Named("metrics[1].top_k", "top_k", Map.of("k", 5)));
        assertThat(job.callbacks())
                .containsExactly(
                        new Named(
                                "callbacks[0].EarlyStopping",
                                "EarlyStopping",
                                Map.of("monitor", "val_loss", "patience", 4, "restore_best_weights", true)),
                        new Named("callbacks[1]", "TerminateOnNaN", Map.of()));
        assertThat(job.checkpoint())
                .isEqualTo(new CheckpointOptions(
                        new Every.Rounds(4),
                        5,
                        Duration.ofMinutes(10),
                        Optional.of("val_loss"),
                        WhenBusy.SKIP,
                        Duration.ofMinutes(1)));
        assertThat(job.run()).isEqualTo(new RunSection("out"));
        assertThat(job.spark())
                .containsExactly(Map.entry("spark.executor.memory", "2g"), Map.entry("spark.task.maxFailures", "3"));
    }

    @Test
    void validation_takesBatchSizeAndScaleOfTraining() throws IOException {
        Files.createFile(folder.resolve("a"));
        JobFile job = read("""
                name: x
                model: {zoo: mlp, input_shape: [4], classes: 3}
                data:
                  train: {idx: {images: %1$s/a, labels: %1$s/a}, batch_size: 64, scale: 0.5}
                  validation: {idx: {images: %1$s/a, labels: %1$s/a}}
                """.formatted(folder));
        assertThat(job.data().validation()).contains(job.data().train());
    }

    private JobFile pictures(String train, String validation) throws IOException {
        Path list = folder.resolve("list.csv");
        if (!Files.exists(list)) {
            Files.createFile(list);
        }
        String images = "images: {manifest: " + list + ", image_size: [8, 8, 3], resize: crop, class_mode: multi_label,"
                + " shuffle: batches, cache: {disk: 3G}, decoder: java}";
        return read("""
                name: x
                model: {file: %1$s}
                data:
                  train: {%2$s, %3$s}
                  validation: {%2$s, %4$s}
                """.formatted(list, images, train, validation));
    }

    @Test
    void images_haveOptions() throws IOException {
        JobFile job = pictures("augment: {horizontal_flip: true, cutout: 4}", "batch_size: 3");

        assertThat(job.data().train().source())
                .isEqualTo(new ImagesSource(
                        new ImagesSource.Listing(
                                "manifest", folder.resolve("list.csv").toString()),
                        List.of(8, 8, 3),
                        Resize.CROP,
                        ClassMode.MULTI_LABEL,
                        Optional.empty(),
                        new ImagesSource.Reading(Shuffle.BATCHES, CacheLimit.disk(3L << 30), Decoder.JAVA)));
        assertThat(job.data().train().augment()).isEqualTo(Map.of("horizontal_flip", true, "cutout", 4));
        assertThat(job.data().validation().orElseThrow().augment()).isEmpty();
        assertThat(read(job.toYaml())).isEqualTo(job);
    }

    @Test
    void validation_takesScaleOrPreprocessOfTraining_unlessItHasOne() throws IOException {
        assertThat(scaling(pictures("preprocess: densenet", "batch_size: 3"))).isEqualTo("TORCH 1.0");
        assertThat(scaling(pictures("scale: 0.5", "preprocess: densenet"))).isEqualTo("TORCH 1.0");
        assertThat(scaling(pictures("preprocess: densenet", "scale: 0.5"))).isEqualTo("NONE 0.5");
        assertThat(scaling(pictures("scale: 0.5", "batch_size: 3"))).isEqualTo("NONE 0.5");
        JobFile job = pictures("preprocess: densenet", "batch_size: 3");
        assertThat(read(job.toYaml())).isEqualTo(job);
    }

    private static String scaling(JobFile job) {
        SourceSection validation = job.data().validation().orElseThrow();
        return validation.preprocess() + " " + validation.scale();
    }

    @Test
    void model_fromFile() throws IOException {
        Path zip = Files.createFile(folder.resolve("m.zip"));
        assertThat(read(LEAST, "model={file: " + zip + "}").model())
                .isEqualTo(new ModelSection.SavedFile(zip.toString(), Optional.empty()));
    }

    @Test
    void model_fromFileWithAnotherOptimizer() throws IOException {
        Path zip = Files.createFile(folder.resolve("m.zip"));
        JobFile job = read(LEAST, "model={file: " + zip + ", optimizer: sgd, freeze: {until: conv}}");
        assertThat(job.model())
                .isEqualTo(new ModelSection.SavedFile(
                        zip.toString(), Optional.of(new Named("model.optimizer", "sgd", Map.of()))));
        assertThat(job.transfer())
                .isEqualTo(new TransferSection(Optional.empty(), Optional.of(new Freezing("conv", Freezing.NEVER))));
    }

    @Test
    void model_fromClassWithArguments() {
        assertThat(read(LEAST, "model={class: {com.acme.MyModel: {width: 8}}}").model())
                .isEqualTo(new ModelSection.UserClass(
                        new Named("model.class.com.acme.MyModel", "com.acme.MyModel", Map.of("width", 8))));
    }

    @Test
    void ownMetric_withAndWithoutTheWordClass() {
        assertThat(read(LEAST, "metrics=[{class: com.acme.A}, {class: {com.acme.B: {k: 1}}}, {com.acme.B: {k: 2}}]")
                        .metrics())
                .containsExactly(
                        new Named("metrics[0].class", "com.acme.A", Map.of()),
                        new Named("metrics[1].class.com.acme.B", "com.acme.B", Map.of("k", 1)),
                        new Named("metrics[2].com.acme.B", "com.acme.B", Map.of("k", 2)));
    }

    @Test
    void resolvedJob_readsBackAsTheSame() {
        JobFile job =
                read(LEAST, "fit={replicas: 3, validation_freq: [2]}", "callbacks=[{CSVLogger: {separator: ';'}}]");
        assertThat(read(job.toYaml())).isEqualTo(job);
    }

    @Test
    void resolvedJob_holdsAllDefaults() {
        assertThat(read(LEAST).toYaml()).isEqualTo("""
                        name: least
                        seed: 0
                        model:
                          zoo: mlp
                          input_shape:
                          - 4
                          classes: 3
                          optimizer: adam
                          include_top: true
                          pooling: avg
                          dropout: 0.0
                        data:
                          train:
                            class: com.acme.MySequence
                        fit:
                          epochs: 1
                          replicas: 1
                          average_every: 1
                          shuffle: true
                          workers: 1
                          max_queue_size: 10
                          verbose: 1
                          initial_epoch: 0
                          validation_freq: 1
                          batch_timeout: 300
                          min_tasks: 1
                          slot_wait: 120
                          on_bad_batch: fail
                        averaging:
                          precision: float32
                          outer: average
                          overlap: false
                        metrics:
                        - accuracy
                        callbacks: []
                        checkpoint:
                          every: epoch
                          keep: 3
                          keep_for: 1 day
                          when_busy: wait
                          timeout: 600
                        run:
                          directory: runs/least
                        spark: {}
                        """);
    }

    @Test
    void nesterov_hasDefaultsOfItsOwn_andStaysWhatItIsAsYaml() {
        JobFile job = read(LEAST, "averaging={outer: {nesterov: {momentum: 0}}}", "fit.average_every={0: 1, 5: 16}");

        assertThat(job.averaging().outer()).isEqualTo(new OuterOptimizer.Nesterov(0.8, 0));
        assertThat(job.toYaml()).contains("learning_rate: 0.8");
        assertThat(read(job.toYaml())).isEqualTo(job);
    }

    @ParameterizedTest
    @CsvSource({
        "1 round, PT0S",
        "12 rounds, PT0S",
        "30 s, PT30S",
        "10 min, PT10M",
        "2 h, PT2H",
        "1 day, P1D",
        "3 days, P3D"
    })
    void checkpoint_everySoOften(String every, Duration interval) {
        Every expected = interval.isZero()
                ? new Every.Rounds(Integer.parseInt(every.substring(0, every.indexOf(' '))))
                : new Every.Time(interval);
        assertThat(read(LEAST, "checkpoint.every=" + every).checkpoint().every())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0 s, PT0S", "90 s, PT90S", "10 min, PT10M", "2 h, PT2H", "1 day, P1D", "14 days, P14D"})
    void checkpoint_keepsForSoLong(String keepFor, Duration age) {
        assertThat(read(LEAST, "checkpoint.keep_for=" + keepFor).checkpoint().keepFor())
                .isEqualTo(age);
    }

    @Test
    void emptySection_meansDefaults() {
        assertThat(read(LEAST + "fit:\ncallbacks:\n")).isEqualTo(read(LEAST));
    }

    @Test
    void severalMistakes_comeInOneReportInTheOrderOfTheFile() {
        String text = """
                name: broken
                model: {zoo: lenet, input_shape: 28, classes: 10}
                data:
                  train: {idx: {images: none.gz, labels: none.gz}, batchsize: 64}
                fit:
                  epochs: five
                  replicas: 0
                epochs: 3
                """;
        assertThatThrownBy(() -> read(text, "fit.workers=-1"))
                .isInstanceOf(JobFileException.class)
                .hasMessage("""
                        job.yaml has 8 mistakes:
                          model.input_shape: must be a shape such as [28, 28, 1], but is 28 (line 2)
                          data.train.idx.images: no such file: none.gz (line 4)
                          data.train.idx.labels: no such file: none.gz (line 4)
                          data.train.batchsize: unknown key: did you mean 'batch_size'? (line 4)
                          fit.epochs: must be a whole number of at least 1, but is 'five' (line 6)
                          fit.replicas: must be a whole number of at least 1, but is 0 (line 7)
                          epochs: unknown key (known: name, seed, model, data, fit, averaging, metrics, callbacks, checkpoint, run, spark) (line 8)
                          fit.workers: must be a whole number of at least 0, but is -1 (--set)""".replace("\n", System.lineSeparator()));
    }

    @Test
    void oneMistake_isCountedInWords() {
        assertThatThrownBy(() -> read(LEAST, "seed=x"))
                .hasMessageStartingWith("job.yaml has a mistake:" + System.lineSeparator());
    }

    @Test
    void spark_settingWithoutPrefix() {
        assertThat(mistakes(LEAST + "spark: {executor.memory: 2g}"))
                .containsExactly("spark.executor.memory: must be a setting's full name, such as spark.executor.memory"
                        + " (line 5)");
    }
}
