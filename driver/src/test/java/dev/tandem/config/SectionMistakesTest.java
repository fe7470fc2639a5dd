package dev.tandem.config;

import static dev.tandem.config.Jobs.LEAST;
import static dev.tandem.config.Jobs.mistakes;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SectionMistakesTest {

    private static final String PIXELS = LEAST.replace("[4]", "[8, 8, 3]");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    name=                      | name: is missing (--set)
                    name=[a]                   | name: must be text, but is [a] (--set)
                    name=1.5                   | name: must be text, but is 1.5 (--set)
                    seed=1.5                   | seed: must be a whole number, but is 1.5 (--set)
                    model=                     | model: needs one of zoo, file, keras, class (--set)
                    model=lenet                | model: must be a section of keys and values, but is 'lenet' (--set)
                    model.file=m.zip           | model: has zoo and file: give one of them (line 2)
                    model.zoo=                 | model: needs one of zoo, file, keras, class (line 2)
                    model.input_shape=         | model.input_shape: is missing (--set)
                    model.input_shape=[0]      | model.input_shape: must be a shape such as [28, 28, 1], but is [0] (--set)
                    model.classes=0            | model.classes: must be a whole number of at least 1, but is 0 (--set)
                    model.optimizer=[adam]     | model.optimizer: must be an optimizer's name, or one with its options under it ({Name: {option: value}}), but is [adam] (--set)
                    model.include_top=1        | model.include_top: must be true or false, but is 1 (--set)
                    model.pooling=sum          | model.pooling: must be one of [avg, max], but is 'sum' (--set)
                    model.dropout=1            | model.dropout: must be a number of at least 0 and below 1, but is 1 (--set)
                    model.new_top={}           | model.new_top.classes: is missing (--set)
                    model.new_top=6            | model.new_top: must be a section of keys and values, but is '6' (--set)
                    model.new_top={classes: 0} | model.new_top.classes: must be a whole number of at least 1, but is 0 (--set)
                    model.freeze={}            | model.freeze.until: is missing (--set)
                    model.freeze={until: ' '}  | model.freeze.until: must be the name of a layer (--set)
                    model.freeze={until: a, unfreeze_at: 0} | model.freeze.unfreeze_at: must be a whole number of at least 1, but is 0 (--set)
                    model={file: none.zip}     | model.file: no such file: none.zip (--set)
                    model={file: .}            | model.file: is no file: . (--set)
                    data=                      | data.train: needs one of idx, images, csv, npy, parquet, spark, class, generator (--set)
                    data.train=                | data.train: needs one of idx, images, csv, npy, parquet, spark, class, generator (--set)
                    data.train={class: ''}     | data.train.class: must be a class's name, or one with its options under it ({Name: {option: value}}), but is '' (--set)
                    data.train.batch_size=8    | "data.train.batch_size: a class of your own makes its own batches: give this as a constructor argument (class: {com.acme.MySequence: {batch_size: …}}) (--set)"
                    data.sample=[a]            | data.sample: must be text, but is [a] (--set)
                    fit=3                      | fit: must be a section of keys and values, but is '3' (--set)
                    fit.epochs=0               | fit.epochs: must be a whole number of at least 1, but is 0 (--set)
                    fit.epochs=2.0             | fit.epochs: must be a whole number of at least 1, but is 2.0 (--set)
                    fit.average_every=x        | fit.average_every: must be a whole number of at least 1, but is 'x' (--set)
                    fit.average_every={0: 0}   | "fit.average_every: must be steps by epoch ({0: 1, 5: 16}), but has 0: 0 (--set)"
                    fit.average_every={0: 1.5} | "fit.average_every: must be steps by epoch ({0: 1, 5: 16}), but has 0: 1.5 (--set)"
                    fit.average_every={0: null} | "fit.average_every: must be steps by epoch ({0: 1, 5: 16}), but has 0: null (--set)"
                    fit.average_every={x: 1}   | "fit.average_every: must be steps by epoch ({0: 1, 5: 16}), but has x: 1 (--set)"
                    fit.average_every={5: 16}  | "fit.average_every: Invalid average_every: {5: 16} (must begin with epoch 0; {0: 1, 5: 16} is every step at first, from epoch 5 on every 16) (--set)"
                    averaging.precision=half   | averaging.precision: must be one of [float32, float16, int8], but is 'half' (--set)
                    averaging.overlap=1        | averaging.overlap: must be true or false, but is 1 (--set)
                    averaging.outer=adam       | "averaging.outer: must be average, or {nesterov: {learning_rate: 0.8, momentum: 0.5}}, but is 'adam' (--set)"
                    averaging.outer={}         | averaging.outer: needs one of nesterov (--set)
                    averaging.outer={nestrov: {}} | averaging.outer.nestrov: unknown key: did you mean 'nesterov'? (--set)
                    averaging.outer={nesterov: {learning_rate: 0}} | averaging.outer.nesterov.learning_rate: must be a number above 0, but is 0 (--set)
                    averaging.outer={nesterov: {momentum: 1}} | averaging.outer.nesterov.momentum: must be a number of at least 0 and below 1, but is 1 (--set)
                    averaging.outer={nesterov: {momentum: -0.1}} | averaging.outer.nesterov.momentum: must be a number of at least 0 and below 1, but is -0.1 (--set)
                    averaging.outer={nesterov: {nesterov: true}} | averaging.outer.nesterov.nesterov: unknown key (known: learning_rate, momentum) (--set)
                    averaging.outr=average     | averaging.outr: unknown key: did you mean 'outer'? (--set)
                    fit.shuffle=1              | fit.shuffle: must be true or false, but is 1 (--set)
                    fit.class_weight=3         | "fit.class_weight: must be weights by class ({0: 1.0, 3: 2.5}), but is 3 (--set)"
                    fit.class_weight={x: 1}    | "fit.class_weight: must be weights by class ({0: 1.0, 3: 2.5}), but has x: 1 (--set)"
                    fit.class_weight={1: one}  | "fit.class_weight: must be weights by class ({0: 1.0, 3: 2.5}), but has 1: one (--set)"
                    fit.class_weight={1: -0.5} | "fit.class_weight: Invalid class_weight: -0.5 for class 1 (must be a finite number >= 0) (--set)"
                    fit.workers=-1             | fit.workers: must be a whole number of at least 0, but is -1 (--set)
                    fit.max_queue_size=0       | fit.max_queue_size: must be a whole number of at least 1, but is 0 (--set)
                    fit.verbose=3              | fit.verbose: must be one of [0, 1, 2], but is 3 (--set)
                    fit.initial_epoch=-1       | fit.initial_epoch: must be a whole number of at least 0, but is -1 (--set)
                    fit.initial_epoch=1        | fit.initial_epoch: is 1 but training ends with epoch 1: it must be below fit.epochs (--set)
                    fit.steps_per_epoch=0      | fit.steps_per_epoch: must be a whole number of at least 1, but is 0 (--set)
                    fit.validation_freq=0      | fit.validation_freq: must be a whole number of at least 1, but is 0 (--set)
                    fit.validation_freq=[0]    | "fit.validation_freq: must be a list of epochs, counted from 1, but is [0] (--set)"
                    fit.validation_steps=5     | fit.validation_steps: needs data.validation, which is missing (--set)
                    fit.on_bad_batch=ignore    | "fit.on_bad_batch: must be one of [fail, skip], but is 'ignore' (--set)"
                    fit.max_bad_batches=5      | "fit.max_bad_batches: needs fit.on_bad_batch: skip, but that is fail (--set)"
                    fit={on_bad_batch: skip, max_bad_batches: 0} | fit.max_bad_batches: must be a whole number of at least 1, but is 0 (--set)
                    metrics=[{a: 1}]           | metrics[0]: must be a metric's name, or one with its options under it ({Name: {option: value}}), but is a section with [a] (--set)
                    callbacks=[A, null]        | callbacks[1]: is empty (--set)
                    checkpoint.every=5          | "checkpoint.every: must be epoch, or a number above 0 with its unit (4 rounds, 30 s, 10 min, 2 h, 1 day), but is '5' (--set)"
                    checkpoint.every=0 rounds   | "checkpoint.every: must be epoch, or a number above 0 with its unit (4 rounds, 30 s, 10 min, 2 h, 1 day), but is '0 rounds' (--set)"
                    checkpoint.every=0 min      | "checkpoint.every: must be epoch, or a number above 0 with its unit (4 rounds, 30 s, 10 min, 2 h, 1 day), but is '0 min' (--set)"
                    checkpoint.every=10min      | "checkpoint.every: must be epoch, or a number above 0 with its unit (4 rounds, 30 s, 10 min, 2 h, 1 day), but is '10min' (--set)"
                    checkpoint.every=-1 h       | "checkpoint.every: must be epoch, or a number above 0 with its unit (4 rounds, 30 s, 10 min, 2 h, 1 day), but is '-1 h' (--set)"
                    checkpoint.every=4 epochs   | "checkpoint.every: must be epoch, or a number above 0 with its unit (4 rounds, 30 s, 10 min, 2 h, 1 day), but is '4 epochs' (--set)"
                    checkpoint.every=9999999999 s | "checkpoint.every: must be epoch, or a number above 0 with its unit (4 rounds, 30 s, 10 min, 2 h, 1 day), but is '9999999999 s' (--set)"
                    checkpoint.every=[a]        | "checkpoint.every: must be epoch, or a number above 0 with its unit (4 rounds, 30 s, 10 min, 2 h, 1 day), but is '[a]' (--set)"
                    checkpoint.keep=0          | checkpoint.keep: must be a whole number of at least 1, but is 0 (--set)
                    checkpoint.keep_for=0       | "checkpoint.keep_for: must be a number with its unit (0 s, 10 min, 2 h, 1 day), but is '0' (--set)"
                    checkpoint.keep_for=1 round | "checkpoint.keep_for: must be a number with its unit (0 s, 10 min, 2 h, 1 day), but is '1 round' (--set)"
                    checkpoint.keep_best=[a]   | checkpoint.keep_best: must be text, but is [a] (--set)
                    checkpoint.when_busy=stop  | "checkpoint.when_busy: must be one of [wait, skip], but is 'stop' (--set)"
                    checkpoint.evry=epoch      | checkpoint.evry: unknown key: did you mean 'every'? (--set)
                    run.directory=pom.xml      | run.directory: is no directory: pom.xml (--set)
                    run.directory={a: 1}       | run.directory: must be text, but is a section with [a] (--set)
                    run.directry=x             | run.directry: unknown key: did you mean 'directory'? (--set)
                    spark=x                    | spark: must be a section of names and values, but is 'x' (--set)
                    """)
    void mistake_isReported(String setting, String report) {
        assertThat(mistakes(LEAST, setting)).containsExactly(report);
    }

    @Test
    void minTasks_moreThanReplicas() {
        assertThat(mistakes(LEAST, "fit={replicas: 3, min_tasks: 4}"))
                .containsExactly("fit.min_tasks: is 4 but fit.replicas is 3: a task needs a replica to train (--set)");
    }

    @Test
    void replicas_moreThanStepsPerEpoch() {
        assertThat(mistakes(LEAST, "fit={replicas: 3, steps_per_epoch: 2}"))
                .containsExactly(
                        "fit.replicas: is 3 but fit.steps_per_epoch is 2: each replica needs a batch of its own (--set)");
    }

    @Test
    void overlap_withCommitsByTheClock() {
        assertThat(mistakes(LEAST, "averaging.overlap=true", "checkpoint.every=10 min"))
                .containsExactly(
                        "averaging.overlap: is true but checkpoint.every is a time: replicas agree where the run is cut"
                                + " for a commit, so the result would depend on the clock. Give checkpoint.every as epoch or in rounds"
                                + " (--set)");
        assertThat(mistakes(LEAST, "averaging.overlap=true", "checkpoint.every=4 rounds"))
                .isEmpty();
        assertThat(mistakes(LEAST, "checkpoint.every=10 min")).isEmpty();
    }

    @Test
    void misspeltAlternative_isReportedOnce() {
        assertThat(mistakes(LEAST, "model={zo: lenet, input_shape: [4], classes: 3}"))
                .containsExactly("model.zo: unknown key: did you mean 'zoo'? (--set)");
    }

    @Test
    void directory_thatIsMissing() {
        assertThat(mistakes(PIXELS, images("directory: none")))
                .containsExactly("data.train.images.directory: no such directory: none (--set)");
    }

    @Test
    void directory_underSample_isDrawnLater() {
        String drawn = folder.resolve("drawn").toString();
        assertThat(mistakes(PIXELS, images("directory: " + drawn + "/train"), "data.sample=" + drawn))
                .isEmpty();
        assertThat(mistakes(PIXELS, images("directory: " + drawn + "2/train"), "data.sample=" + drawn))
                .hasSize(1);
    }

    @Test
    void split_needsBothKeys() {
        assertThat(mistakes(PIXELS, images("directory: " + folder + ", validation_split: 0.2")))
                .containsExactly(
                        "data.train.images.subset: is missing: validation_split and subset go together (--set)");
        assertThat(mistakes(PIXELS, images("directory: " + folder + ", subset: training")))
                .containsExactly("data.train.images.validation_split: is missing: validation_split and subset go"
                        + " together (--set)");
    }

    @Test
    void split_valuesAreChecked() {
        assertThat(mistakes(PIXELS, images("directory: " + folder + ", validation_split: 1, subset: test")))
                .containsExactly(
                        "data.train.images.validation_split: must be a number between 0 and 1 (both excluded), but is 1"
                                + " (--set)",
                        "data.train.images.subset: must be one of [training, validation], but is 'test' (--set)");
    }

    @Test
    void scale_mustBePositive() {
        assertThat(mistakes(PIXELS, images("directory: " + folder), "data.train.scale=0"))
                .containsExactly("data.train.scale: must be a number above 0, but is 0 (--set)");
    }

    @Test
    void imageSize_mustFitTheModel() {
        assertThat(mistakes(
                        PIXELS,
                        images("directory: " + folder),
                        "model={zoo: lenet, input_shape: [32, 32, 3], classes: 3}"))
                .containsExactly("model.input_shape: is [32, 32, 3] but data.train.images.image_size is [8, 8, 3]:"
                        + " both must be the same (--set)");
    }

    @Test
    void imageOptions_areChecked() {
        assertThat(mistakes(
                        PIXELS,
                        images("directory: " + folder
                                + ", resize: zoom, class_mode: labels, shuffle: true, cache: {ram: 1}, decoder: gpu")))
                .containsExactly(
                        "data.train.images.resize: must be one of [stretch, crop, pad], but is 'zoom' (--set)",
                        "data.train.images.class_mode: must be one of [categorical, binary, sparse, multi_label, input],"
                                + " but is 'labels' (--set)",
                        "data.train.images.shuffle: must be one of [samples, batches, none], but is true (--set)",
                        "data.train.images.cache: must be none, {memory: SIZE} or {disk: SIZE} with a SIZE such as 500m"
                                + " or 2g, but is {ram=1} (--set)",
                        "data.train.images.decoder: must be one of [native, java], but is 'gpu' (--set)");
    }

    @Test
    void manifestAndDirectory_excludeEachOther() {
        assertThat(mistakes(PIXELS, images("directory: " + folder + ", manifest: " + folder)))
                .anySatisfy(mistake -> assertThat(mistake)
                        .startsWith("data.train.images: has directory and manifest: give one of them"));
        assertThat(mistakes(PIXELS, images("manifest: none.csv")))
                .containsExactly("data.train.images.manifest: no such file: none.csv (--set)");
    }

    @Test
    void scaleAndPreprocess_excludeEachOther() {
        assertThat(mistakes(
                        PIXELS,
                        images("directory: " + folder),
                        "data.train.preprocess=densenet",
                        "data.train.scale=0.5"))
                .containsExactly(
                        "data.train.scale: is 0.5 beside preprocess, which scales by itself: give one of the two"
                                + " (--set)");
        assertThat(mistakes(PIXELS, images("directory: " + folder), "data.train.preprocess=densnet"))
                .singleElement()
                .asString()
                .startsWith("data.train.preprocess: Unknown preprocess: densnet");
    }

    @Test
    void augmentation_isChecked_andForTrainingOnly() {
        assertThat(mistakes(PIXELS, images("directory: " + folder), "data.train.augment={rotation: 15, cutout: big}"))
                .singleElement()
                .asString()
                .startsWith("data.train.augment: Unknown option: rotation")
                .contains("Invalid cutout: big (must be a whole number of pixels)");
        assertThat(mistakes(PIXELS, images("directory: " + folder), "data.train.augment=strong"))
                .containsExactly("data.train.augment: must be a section of options, but is strong (--set)");
    }

    @Test
    void validation_isNeverAugmented() {
        assertThat(mistakes(
                        PIXELS,
                        images("directory: " + folder),
                        "data.validation={images: {image_size: [8, 8, 3], directory: " + folder
                                + "}, augment: {horizontal_flip: true}}"))
                .containsExactly(
                        "data.validation.augment: is for data.train only: validation must always be the same (--set)");
    }

    @Test
    void testData_isAsValidationData() {
        assertThat(mistakes(
                        PIXELS,
                        images("directory: " + folder),
                        "data.test={images: {image_size: [8, 8, 3], directory: " + folder
                                + "}, augment: {horizontal_flip: true}}"))
                .containsExactly(
                        "data.test.augment: is for data.train only: validation must always be the same (--set)");
        assertThat(mistakes(PIXELS, images("directory: " + folder), "data.test={generator: com.acme.Some}"))
                .containsExactly("data.test.generator: is for training only: validate with a Sequence (class), of which"
                        + " each batch is evaluated once (--set)");
    }

    private static String images(String keys) {
        return "data.train={images: {image_size: [8, 8, 3], " + keys + "}}";
    }
}
