package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.image.SampleImages;
import dev.tandem.model.ModelNotes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that was trained on pictures is evaluated, and predicts. */
@Tag("cluster")
final class TrainedPicturesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SHAPES = "circle,cross,ring,square,star,triangle";

    @TempDir
    private static Path folder;

    @TempDir
    private Path place;

    private final TestCommands commands = new TestCommands();

    @BeforeAll
    static void train() throws IOException {
        SampleImages.write(folder.resolve("shapes"), 3, 20, 7);
        Files.writeString(folder.resolve("job.yaml"), """
                name: shapes
                model: {zoo: mlp, input_shape: [16, 16, 3], classes: 6}
                data:
                  train: {images: {directory: %1$s/shapes/train, image_size: [16, 16, 3]}, batch_size: 8, preprocess: tf}
                  validation: {images: {directory: %1$s/shapes/validation, image_size: [16, 16, 3]}}
                fit: {epochs: 2, replicas: 3, verbose: 0}
                metrics: [accuracy, top_2]
                callbacks: [{ModelCheckpoint: {filepath: "%1$s/{epoch}.zip"}}]
                run: {directory: %1$s/run}
                """.formatted(folder) + TestCommands.spark());
        TestCommands commands = new TestCommands();
        assertThat(commands.run("train", folder + "/job.yaml", "--master", "local[2]", "--set", "fit.epochs=1"))
                .isEqualTo(ExitCode.DONE);
        assertThat(commands.run("train", folder + "/job.yaml", "--master", "local[2]"))
                .isEqualTo(ExitCode.DONE);
    }

    private JsonNode evaluate(String... more) throws IOException {
        int code = commands.run(Stream.of("evaluate", folder + "/job.yaml", "--json", place + "/e.json"), more);
        assertThat(commands.err()).isEmpty();
        assertThat(code).isEqualTo(ExitCode.DONE);
        return JSON.readTree(Files.readString(place.resolve("e.json")));
    }

    private static JsonNode summary() throws IOException {
        return JSON.readTree(Files.readString(folder.resolve("run/summary.json")))
                .get("metrics");
    }

    private static void assertSame(JsonNode evaluated, JsonNode trained) {
        assertThat(evaluated.get("metrics")).hasSize(3);
        for (String name : List.of("loss", "accuracy", "top_2")) {
            assertThat(evaluated.get("metrics").get(name).doubleValue())
                    .as(name)
                    .isEqualTo(trained.get("val_" + name).doubleValue());
        }
    }

    @Test
    void evaluation_hasTheBitsOfTheLastValidation() throws IOException {
        assertSame(evaluate("--master", "local[2]"), summary());
        assertThat(commands.out())
                .matches("6/6 - \\d+s - .*/step - loss: \\d\\.\\d{4} - accuracy: 0\\.\\d{4} - top_2: 0.*\\s");
    }

    @Test
    void evaluation_ofAnotherFileAndOfTestData() throws IOException {
        String test =
                "data.test={images: {directory: " + folder + "/shapes/train, image_size: [16, 16, 3], shuffle: none}}";
        JsonNode evaluated = evaluate("--master", "local[1]", "--model", folder + "/1.zip", "--set", test);
        assertThat(evaluated.get("model").textValue()).isEqualTo(folder + "/1.zip");
        assertThat(evaluated.get("data").textValue()).isEqualTo("data.test");
        assertThat(evaluated.get("batches").intValue()).isEqualTo(15);
    }

    @Test
    void modelFiles_rememberTheData_afterAResumeToo() throws IOException {
        for (String file : List.of("run/model.zip", "1.zip", "2.zip")) {
            var notes = ModelNotes.read(folder.resolve(file).toString(), new Configuration());
            assertThat(notes.classes()).as(file).containsExactly(SHAPES.split(","));
            assertThat(notes.preparation())
                    .as(file)
                    .containsEntry("preprocess", "tf")
                    .containsEntry("decoder", "native");
        }
    }

    private List<String> predict(Path file, String... more) throws IOException {
        int code = commands.run(
                Stream.of(
                        "predict", folder + "/job.yaml", "--images", folder + "/shapes/validation", "--out", file + ""),
                more);
        assertThat(commands.err()).isEmpty();
        assertThat(code).isEqualTo(ExitCode.DONE);
        return Files.readAllLines(file);
    }

    @Test
    void predictions_areThoseThatWereEvaluated_inOrder() throws IOException {
        List<String> lines = predict(place.resolve("p.csv"), "--master", "local[2]", "--batch-size", "5");
        assertThat(lines.get(0)).isEqualTo("path,class,probability_" + SHAPES.replace(",", ",probability_"));
        assertThat(lines).hasSize(1 + 42);
        List<String> paths = new ArrayList<>();
        int right = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",");
            paths.add(fields[0]);
            right += Path.of(fields[0]).getParent().getFileName().toString().equals(fields[1]) ? 1 : 0;
        }
        assertThat(paths).isSorted().first().asString().startsWith(folder + "/shapes/validation/circle/");
        assertThat(right / 42.0).isEqualTo(summary().get("val_accuracy").doubleValue());
    }

    @Test
    void predictions_ofOnePictureWithoutAJob() throws IOException {
        Path picture;
        try (Stream<Path> files = Files.list(folder.resolve("shapes/validation/star"))) {
            picture = files.sorted().findFirst().orElseThrow();
        }
        int code = commands.predict(
                folder.resolve("run/model.zip"),
                "--images",
                picture,
                place.resolve("new/p.csv"),
                "--top",
                "2",
                "--master",
                "local[1]");
        assertThat(commands.err()).isEmpty();
        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(commands.out()).isEqualToIgnoringNewLines("Predictions: " + place + "/new/p.csv");
        List<String> lines = Files.readAllLines(place.resolve("new/p.csv"));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).isEqualTo("path,class_1,probability_1,class_2,probability_2");
        assertThat(lines.get(1)).startsWith(picture + ",");
    }

    @Test
    void damagedPicture_isNamed_andTheOldFileStays() throws IOException {
        Files.write(place.resolve("bad.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        Files.writeString(place.resolve("p.csv"), "old");
        int code = commands.predict(
                folder.resolve("run/model.zip"), "--images", place, place.resolve("p.csv"), "--master", "local[1]");
        assertThat(code).isEqualTo(ExitCode.TRAINING_FAILED);
        assertThat(commands.err())
                .startsWith("Cannot predict: Cannot read batch 0: " + place + "/bad.png is not a readable image: ");
        assertThat(place.resolve("p.csv")).hasContent("old");
    }

    @Test
    void modelWithoutNotes_cannotPrepareAnything() throws IOException {
        Path bare = place.resolve("bare.zip");
        ModelSerializer.writeModel(
                MultiLayerNetwork.load(folder.resolve("run/model.zip").toFile(), false), bare.toFile(), false);
        int code = commands.predict(bare, "--images", folder, place.resolve("p.csv"), "--top", "0");
        assertThat(code).isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(commands.err())
                .contains("--top: must be at least 1, but is 0")
                .contains("--images: cannot be prepared for the model in " + bare
                        + ": it remembers no image_size of height, width and channels, but {}");
    }

    @Test
    void otherSources_areRefusedByWhatTheModelRemembers() throws IOException {
        Files.writeString(place.resolve("t.csv"), "a,b\n1,2\n");
        assertThat(commands.predict(
                        folder.resolve("run/model.zip"), "--csv", place.resolve("t.csv"), place.resolve("p.csv")))
                .isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(commands.err())
                .contains("--csv: cannot be encoded for the model in " + folder
                        + "/run/model.zip: no columns are remembered, but"
                        + " [image_size, resize, decoder, preprocess, class_mode]");
        assertThat(commands.predict(
                        folder.resolve("run/model.zip"), "--npy", place.resolve("t.npy"), place.resolve("p.csv")))
                .isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(commands.err())
                .contains(
                        "which remembers pictures of image_size [16, 16, 3]: give --images, or --parquet with --image-column");
    }

    @Test
    void mistakes_comeInOneReport() {
        int code = commands.run("predict", "--images", "none", "--out", "p.csv", "--set", "a=b", "--batch-size", "0");
        assertThat(code).isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(commands.err().lines())
                .containsExactly(
                        "tandem predict has 3 mistakes:",
                        "  --model: is missing: give a model file, or the job file of a run that has trained one",
                        "  --set: changes a job file, but none is given",
                        "  --batch-size: must be at least 1, but is 0");
    }

    @Test
    void evaluationWithoutModelAndData_isReported() {
        int code = commands.run(
                "evaluate",
                folder + "/job.yaml",
                "--set",
                "run.directory=" + place,
                "--set",
                "data.validation=",
                "--set",
                "metrics=[acuracy]");
        assertThat(code).isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(commands.err())
                .contains("data: has neither validation nor test: there is nothing to evaluate")
                .contains("run.directory: Cannot find the model file " + place + "/model.zip")
                .contains("metrics[0]: Unknown metric");
    }

    @Test
    void evaluationWithOtherClasses_isRefused() throws IOException {
        for (String name : List.of("circle", "box")) {
            Files.createDirectories(place.resolve("data"));
            Files.createSymbolicLink(place.resolve("data/" + name), folder.resolve("shapes/validation/circle"));
        }
        int code = commands.run(
                "evaluate",
                folder + "/job.yaml",
                "--set",
                "data.test={images: {directory: " + place + "/data, image_size: [16, 16, 3]}}",
                "--set",
                "model={file: " + folder + "/1.zip}");
        assertThat(code).isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(commands.err()).contains("remembers the classes [circle, cross,", "but data.test has [box, circle]");
    }

    @Test
    void help_listsBoth() {
        assertThat(commands.run("--help")).isEqualTo(ExitCode.DONE);
        assertThat(commands.out()).contains("evaluate", "predict");
    }
}
