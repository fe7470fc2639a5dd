package dev.tandem.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.data.Batch;
import dev.tandem.data.DataNotes;
import dev.tandem.data.Sequence;
import dev.tandem.model.TrainableModel;
import dev.tandem.model.TrainableModel.SavedParts;
import dev.tandem.model.Zoo;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.learning.config.Adam;

/** A job whose pictures are in a column of a Parquet file, beside one whose pictures are files. */
final class ParquetPicturesTest {

    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType(
            "message m { required binary photo; required binary kind (STRING); required float weight; }");
    private static final int PICTURES = 8;
    private static final String TABLE = "image: photo, image_size: [6, 6, 3], resize: crop, label: kind";

    @TempDir
    private Path folder;

    /** The same pictures as {@code photos.parquet} and in class folders, in the same order. */
    private void write() throws IOException {
        Random random = new Random(1);
        org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(table());
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(file)
                .withType(SCHEMA)
                .withConf(new Configuration())
                .build()) {
            for (int i = 0; i < PICTURES; i++) {
                String kind = i < PICTURES / 2 ? "ant" : "zebra";
                byte[] picture = png(random);
                Files.createDirectories(folder.resolve("photos/" + kind));
                Files.write(folder.resolve("photos/" + kind + "/" + i + ".png"), picture);
                writer.write(row(picture, kind));
            }
        }
    }

    private static Group row(byte[] picture, String kind) {
        return new SimpleGroup(SCHEMA)
                .append("photo", Binary.fromConstantByteArray(picture))
                .append("kind", kind)
                .append("weight", 2f);
    }

    private static byte[] png(Random random) throws IOException {
        BufferedImage picture = new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 7; y++) {
            for (int x = 0; x < 9; x++) {
                picture.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }

    private String table() {
        return folder.resolve("photos.parquet").toString();
    }

    private static LiveJob job(String data) {
        Problems problems = new Problems("job.yaml");
        JobFile job = JobFileReader.readText("""
                name: photos
                seed: 7
                model: {zoo: mlp, input_shape: [6, 6, 3], classes: 2}
                data: %s
                """.formatted(data), List.of(), Map.of(), problems);
        return LiveJob.make(job, new TandemBuiltins(), problems);
    }

    @Test
    void pictures_becomeTheInputsThatFilesBecome() throws IOException {
        write();
        String prepared =
                "batch_size: 3, preprocess: torch, augment: {rotation_range: 30, horizontal_flip: true, cutmix: 1.0}";
        LiveJob cells = job("{train: {parquet: {path: %s, %s}, %s}, validation: {parquet: {path: %s}}}"
                .formatted(table(), TABLE, prepared, table()));
        LiveJob files =
                job("{train: {images: {directory: %s/photos, image_size: [6, 6, 3], resize: crop, shuffle: none}, %s}}"
                        .formatted(folder, prepared));
        Sequence train = (Sequence) cells.train();
        Sequence same = (Sequence) files.train();

        for (int pass = 0; pass < 2; pass++) {
            assertThat(train).containsExactlyElementsOf(same);
            train.onEpochEnd();
            same.onEpochEnd();
        }
        assertThat(train.notes().classes()).containsExactly("ant", "zebra");
        assertThat(same.notes().preparation())
                .containsAllEntriesOf(train.notes().preparation());
    }

    @Test
    void validation_isPreparedLikeTrainingButNotChanged() throws IOException {
        write();
        LiveJob cells = job(("{train: {parquet: {path: %s, %s}, scale: 0.5, augment: {vertical_flip: true}},"
                        + " validation: {parquet: {path: %s}}}")
                .formatted(table(), TABLE, table()));
        LiveJob files = job(
                "{train: {images: {directory: %s/photos, image_size: [6, 6, 3], resize: crop, shuffle: none}, scale: 0.5}}"
                        .formatted(folder));

        assertThat(cells.validation().orElseThrow()).containsExactlyElementsOf((Sequence) files.train());
    }

    @Test
    void numbers_mayBeLabelsOfPictures() throws IOException {
        write();
        LiveJob live = job("{train: {parquet: {path: %s, image: photo, image_size: [6, 6, 3], labels: [weight]}}}"
                .formatted(table()));

        try (Batch batch = ((Sequence) live.train()).get(0)) {
            assertThat(batch.targets().get(0).toFloatMatrix()).hasDimensions(PICTURES, 1);
            assertThat(batch.targets().get(0).getFloat(3, 0)).isEqualTo(2);
        }
    }

    @Test
    void damagedPicture_isNamedByFileColumnAndRow() throws IOException {
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(table()))
                .withType(SCHEMA)
                .withConf(new Configuration())
                .build()) {
            writer.write(row(png(new Random(1)), "ant"));
            writer.write(row(new byte[] {(byte) 0xFF, (byte) 0xD8, 1}, "zebra"));
        }
        Sequence train = (Sequence) job("{train: {parquet: {path: %s, %s}}}".formatted(table(), TABLE))
                .train();

        assertThatThrownBy(() -> train.get(0))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(table() + ", column 'photo', row 1: not a readable image: ");
    }

    @Test
    void resolvedJob_isReadAsTheSame() throws IOException {
        JobFile job = Jobs.read("""
                name: photos
                model: {zoo: mlp, input_shape: [6, 6, 3], classes: 2}
                data: {train: {parquet: {path: x, %s}, preprocess: tf}, validation: {spark: {query: SELECT 1}}}
                """.formatted(TABLE));

        assertThat(Jobs.read(job.toYaml())).isEqualTo(job);
        assertThat(job.data()
                        .validation()
                        .orElseThrow()
                        .imageSize()
                        .orElseThrow()
                        .getValue())
                .containsExactly(6, 6, 3);
    }

    /** A model file that remembers what a job's training data are. */
    private String trainedOn(LiveJob job) throws IOException {
        Path file = folder.resolve("m.zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            TrainableModel.of(Zoo.create("mlp", List.of(6, 6, 3), 2, new Adam(0.01), 1))
                    .save(out, SavedParts.WEIGHTS, DataNotes.of(job.train()));
        }
        return file.toString();
    }

    @Test
    void evaluation_readsThePicturesAsTheModelRemembers() throws IOException {
        write();
        String text = """
                name: photos
                model: {zoo: mlp, input_shape: [6, 6, 3], classes: 2}
                data: {train: {parquet: {path: %1$s, %2$s}, preprocess: tf}, test: {parquet: {path: %1$s}}}
                """.formatted(table(), TABLE);
        Problems problems = new Problems("job.yaml");
        JobFile job = JobFileReader.readText(text, List.of(), Map.of(), problems);
        LiveJob live = LiveJob.make(job, new TandemBuiltins(), problems);

        LiveEvaluation evaluation =
                LiveEvaluation.make(job, trainedOn(live), "--model", new TandemBuiltins(), problems);

        assertThat(evaluation.data()).containsExactlyElementsOf((Sequence) live.train());
        assertThat(evaluation.warnings(evaluation.data())).isEmpty();
    }

    @Test
    void prediction_readsThePicturesAsTheModelRemembers() throws IOException {
        write();
        LiveJob live = job("{train: {parquet: {path: %s, %s}, preprocess: tf}}".formatted(table(), TABLE));
        String model = trainedOn(live);
        Sequence files = predicted(model, new LivePrediction.Inputs.Pictures(folder + "/photos"));
        Sequence cells = predicted(model, new LivePrediction.Inputs.Parquet(table(), Optional.of("photo")));

        assertThat(cells.length()).isEqualTo(files.length()).isEqualTo(2);
        for (int index = 0; index < 2; index++) {
            try (Batch ofCells = cells.get(index);
                    Batch ofFiles = files.get(index)) {
                assertThat(ofCells.inputs()).isEqualTo(ofFiles.inputs());
            }
        }
    }

    @Test
    void predictionWithoutTheColumnsName_asksForIt() throws IOException {
        write();
        String model = trainedOn(job("{train: {parquet: {path: %s, %s}}}".formatted(table(), TABLE)));

        assertThatThrownBy(() -> predicted(model, new LivePrediction.Inputs.Parquet(table(), Optional.empty())))
                .hasMessageContaining("--parquet: is no source for the model in " + model
                        + ", which remembers pictures of image_size [6, 6, 3]: give --images, or --parquet with"
                        + " --image-column");
    }

    private static Sequence predicted(String model, LivePrediction.Inputs inputs) {
        return LivePrediction.make(model, "--model", inputs, 5, new TandemBuiltins(), new Problems("tandem predict"))
                .data();
    }

    private static List<String> mistakes(String data) {
        try {
            job(data);
            return List.of();
        } catch (JobFileException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    @Test
    void mistakes_areNamed() throws IOException {
        write();
        String path = "path: " + table();
        assertThat(mistakes(
                        "{train: {parquet: {%s, %s, inputs: [weight]}, normalize: standard}}".formatted(path, TABLE)))
                .containsExactlyInAnyOrder(
                        "data.train.parquet.inputs: stands beside image: pictures are the only input (line 4)",
                        "data.train.normalize: is for numbers: give scale or preprocess for pictures (line 4)");
        assertThat(mistakes("{train: {parquet: {%s, image_size: [6, 6, 3], label: kind}, preprocess: tf, scale: 2}}"
                        .formatted(path)))
                .containsExactlyInAnyOrder(
                        "data.train.parquet.image_size: is for pictures: give image, the column that has them, too (line 4)",
                        "data.train.scale: is for pixels: give normalize: standard or min_max for parquet (line 4)",
                        "data.train.preprocess: is for pixels: give normalize: standard or min_max for parquet (line 4)");
        assertThat(mistakes(
                        "{train: {parquet: {%s, image: photo, image_size: [8, 6, 3], label: kind}}}".formatted(path)))
                .containsExactly("model.input_shape: is [6, 6, 3] but data.train.parquet.image_size is [8, 6, 3]: both"
                        + " must be the same (line 3)");
        assertThat(mistakes("{train: {parquet: {%s, %s}}, validation: {parquet: {%s, image: photo, image_size:"
                                .formatted(path, TABLE, path)
                        + " [6, 6, 3], label: kind}}}"))
                .containsExactly("data.validation.parquet.image: and how it is read are those of data.train: leave them"
                        + " out here (line 4)");
    }
}
