package dev.tandem.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.data.DataNotes;
import dev.tandem.image.SampleImages;
import dev.tandem.model.TrainableModel;
import dev.tandem.model.TrainableModel.SavedParts;
import dev.tandem.model.Zoo;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.learning.config.Adam;

final class RememberedTest {

    private static final List<String> SHAPES = List.of("circle", "cross", "ring", "square", "star", "triangle");

    @TempDir
    private Path folder;

    @BeforeEach
    void draw() throws IOException {
        SampleImages.write(folder.resolve("shapes"), 1, 2, 1);
    }

    private void save(List<String> classes, Map<String, Object> preparation) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve("m.zip"))) {
            TrainableModel.of(Zoo.create("mlp", List.of(8, 8, 3), 6, new Adam(0.01), 1))
                    .save(out, SavedParts.WEIGHTS, new DataNotes(classes, preparation));
        }
    }

    private LiveJob make(String modelOptions) {
        Problems problems = new Problems("job.yaml");
        String text = """
                name: x
                model: {file: %1$s/m.zip%2$s}
                data:
                  train: {images: {directory: %1$s/shapes/train, image_size: [8, 8, 3]}, scale: 0.5}
                """.formatted(folder, modelOptions);
        JobFile job = JobFileReader.readText(text, List.of(), Map.of(), problems);
        return LiveJob.make(job, new TandemBuiltins(), problems);
    }

    private List<String> mistakes(String modelOptions) {
        try {
            make(modelOptions);
            return List.of();
        } catch (JobFileException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    @Test
    void theSameData_isNothingToTell() throws IOException {
        save(SHAPES, make0().notes().preparation());
        LiveJob job = make("");
        assertThat(job.warnings()).isEmpty();
        assertThat(job.notes()).isEqualTo(job.remembered().notes());
    }

    private LiveJob make0() throws IOException {
        save(List.of(), Map.of());
        return make("");
    }

    @Test
    void otherClasses_areAMistakeWithBoth() throws IOException {
        save(List.of("a", "b", "c", "d", "e", "f"), Map.of());
        assertThat(mistakes(""))
                .containsExactly("model.file: " + folder
                        + "/m.zip remembers the classes [a, b, c, d, e, f], but data.train has " + SHAPES
                        + ": its outputs would mean others. Give data with these classes in this order, or train with"
                        + " model.new_top (line 2)");
    }

    @Test
    void theSameClassesInAnotherOrder_areAMistake() throws IOException {
        save(List.of("cross", "circle", "ring", "square", "star", "triangle"), Map.of());
        assertThat(mistakes("")).singleElement().asString().contains("[cross, circle, ring");
    }

    @Test
    void aNewTop_makesClassesVoid() throws IOException {
        save(List.of("a", "b"), Map.of("class_mode", "binary", "scale", 0.5));
        assertThat(mistakes(", new_top: {classes: 6}")).isEmpty();
        assertThat(make(", new_top: {classes: 6}").warnings()).noneMatch(line -> line.contains("class_mode"));
    }

    @Test
    void anotherPreparation_isAWarningWithBothValues() throws IOException {
        Map<String, Object> other = Map.of(
                "image_size", List.of(8, 8, 3),
                "resize", "crop",
                "decoder", "native",
                "preprocess", "tf",
                "class_mode", "categorical");
        save(SHAPES, other);
        assertThat(make("").warnings())
                .containsExactlyInAnyOrder(
                        "resize was crop for the model in " + folder + "/m.zip, but is stretch in data.train",
                        "preprocess was tf for the model in " + folder + "/m.zip, but is not set in data.train",
                        "scale was not set for the model in " + folder + "/m.zip, but is 0.5 in data.train");
    }

    @Test
    void manyDifferences_areCut() {
        List<Integer> numbers = IntStream.range(0, 100).boxed().toList();
        Map<String, Object> columns = Map.of("a", 1, "b", 1, "c", 1, "d", 1, "e", 1, "f", 1, "numbers", numbers);
        Remembered remembered = new Remembered("m.zip", new DataNotes(List.of("x"), columns));
        assertThat(remembered.warnings("data.train", new DataNotes(List.of("x"), Map.of("g", 1))))
                .singleElement()
                .asString()
                .endsWith("; and 3 more differences")
                .hasSizeLessThan(800);
    }

    @Test
    void numbersOfOtherTypes_areTheSame() {
        Remembered remembered =
                new Remembered("m.zip", new DataNotes(List.of(), Map.of("scale", 1, "l", List.of(1.0))));
        assertThat(remembered.warnings("data.train", new DataNotes(List.of(), Map.of("scale", 1.0, "l", List.of(1)))))
                .isEmpty();
    }

    @Test
    void filesOrDataWithoutNotes_areNoReasonToWarn() {
        DataNotes some = new DataNotes(List.of("a"), Map.of("scale", 1));
        assertThat(new Remembered("m.zip", DataNotes.NONE).warnings("data.train", some))
                .isEmpty();
        assertThat(new Remembered("m.zip", some).warnings("data.train", DataNotes.NONE))
                .isEmpty();
        assertThat(new Remembered("m.zip", some).mistake("data.train", DataNotes.NONE))
                .isEmpty();
    }

    @Test
    void dataWithoutNotes_leavesTheModelItsOwn() throws IOException {
        save(SHAPES, Map.of("scale", 2));
        LiveJob job = make("");
        DataNotes own = job.notes();
        assertThat(own.preparation()).containsEntry("scale", 0.5);
        LiveJob generated = new LiveJob(
                job.model(),
                job.remembered(),
                new SmallBuiltins.Numbered(3),
                job.validation(),
                job.metrics(),
                job.callbacks());
        assertThat(generated.notes()).isEqualTo(new DataNotes(SHAPES, Map.of("scale", 2)));
    }

    @Test
    void classesThatShowOnlyOnTheCluster_areAMistakeToo() throws IOException {
        save(List.of("a", "b"), Map.of());
        Remembered remembered = new Remembered("m.zip", new DataNotes(List.of("a"), Map.of()));
        LiveJob job = make0();
        LiveJob unknown = new LiveJob(
                job.model(),
                remembered,
                new SmallBuiltins.Numbered(3),
                job.validation(),
                job.metrics(),
                job.callbacks());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> unknown.with(job.train(), job.validation()))
                .withMessageStartingWith("model.file: m.zip remembers the classes [a], but data.train has [circle");
    }
}
