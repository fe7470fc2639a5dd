package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.data.DataNotes;
import dev.tandem.model.TrainableModel.SavedParts;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.learning.config.Adam;

final class ModelNotesTest {

    private static final Configuration HADOOP = new Configuration();
    private static final DataNotes NOTES = new DataNotes(
            List.of("größer", "b"),
            Map.of("scale", 0.1, "image_size", List.of(2, 3, 1), "normalize", Map.of("mean", List.of(1e-300, 0.1))));

    @TempDir
    private Path folder;

    private Path save(DataNotes notes, SavedParts parts) throws IOException {
        Path file = folder.resolve("m.zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            TrainableModel.of(Nets.dense(new Adam(0.01))).save(out, parts, notes);
        }
        return file;
    }

    private Path zip(byte[] content) throws IOException {
        Path file = folder.resolve("m.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(ModelNotes.ENTRY));
            zip.write(content);
        }
        return file;
    }

    @Test
    void notes_comeBackFromAModelFile() throws IOException {
        assertThat(ModelNotes.read(save(NOTES, SavedParts.WEIGHTS).toString(), HADOOP))
                .isEqualTo(NOTES);
    }

    @Test
    void dl4j_readsAFileWithNotes() throws IOException {
        Path file = save(NOTES, SavedParts.WEIGHTS_AND_UPDATER);
        MultiLayerNetwork read = MultiLayerNetwork.load(file.toFile(), true);
        TrainableModel saved = TrainableModel.of(Nets.dense(new Adam(0.01)));
        assertThat(TrainableModel.of(read).state().parametersSha256())
                .isEqualTo(saved.state().parametersSha256());
        assertThat(TrainableModel.of(read).state().updaterState())
                .isEqualTo(saved.state().updaterState());
    }

    @Test
    void withoutUpdater_itsStateIsLeftOut() throws IOException {
        long all = Files.size(save(NOTES, SavedParts.WEIGHTS_AND_UPDATER));
        assertThat(Files.size(save(NOTES, SavedParts.WEIGHTS))).isLessThan(all);
        MultiLayerNetwork.load(folder.resolve("m.zip").toFile(), true);
    }

    @Test
    void dl4jsOwnFile_remembersNothing() throws IOException {
        Path file = folder.resolve("m.zip");
        ModelSerializer.writeModel(Nets.dense(new Adam(0.01)), file.toFile(), true);
        assertThat(ModelNotes.read(file.toString(), HADOOP)).isEqualTo(DataNotes.NONE);
    }

    @Test
    void missingFile_isNamed() {
        assertThatExceptionOfType(FileNotFoundException.class)
                .isThrownBy(() -> ModelNotes.read(folder + "/none.zip", HADOOP))
                .withMessage("Cannot find the model file " + folder + "/none.zip");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                          | it has no format and preparation",
                "[1]                                                         | it has no format and preparation",
                "{\"format\": 1, \"classes\": [], \"preparation\": [1]}      | it has no format and preparation",
                "{\"format\": 1, \"classes\": [\"a\", 1], \"preparation\": {}} | it has the class 1, which is no text",
                "{\"format\": 1, \"classes\": {}, \"preparation\": {}}       | it has no list of classes",
                "{\"format\": 1, \"classes\": [], \"preparation\": {\"a\": [1e999]}} | it holds what it cannot: The notes of the data have Infinity at preparation.a[]",
                "{\"format\": 1, \"classes\": [], \"preparation\": {\"a\": null}} | it holds what it cannot: The notes of the data have null at preparation.a",
                "{\"format\": 1, \"format\": 1}                              | it is no JSON: Duplicate field 'format'",
                "{\"format\": 1, \"classes\": [], \"preparation\": {}} 2     | it is no JSON: Trailing token",
                "x                                                           | it is no JSON: Unrecognized token 'x'"
            })
    void damagedNotes_areRefusedByName(String content, String reason) throws IOException {
        Path file = zip(content.getBytes(StandardCharsets.UTF_8));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ModelNotes.read(file.toString(), HADOOP))
                .withMessageStartingWith(
                        "Cannot read what the model in " + file + " remembers: tandem.json is damaged: " + reason);
    }

    @Test
    void everyTruncationOfTheText_isRefused() throws IOException {
        byte[] whole = ModelNotes.encode(NOTES);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> ModelNotes.decode(part))
                    .withMessageStartingWith("tandem.json is damaged");
        }
    }

    @Test
    void newerFormat_isNamed() throws IOException {
        Path file = zip("{\"format\": 2}".getBytes(StandardCharsets.UTF_8));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ModelNotes.read(file.toString(), HADOOP))
                .withMessageEndingWith(
                        "tandem.json has the format 2, but this version of Tandem knows 1 (take a newer one)");
    }

    @Test
    void tooLargeNotes_areNotReadWhole() throws IOException {
        Path file = zip(new byte[(16 << 20) + 1]);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ModelNotes.read(file.toString(), HADOOP))
                .withMessageEndingWith("tandem.json is damaged: it is larger than 16777216 bytes");
    }

    @Test
    void whatJsonCannotHold_isRefusedBeforeTraining() {
        DataNotes file = new DataNotes(List.of(), Map.of("a", Map.of("b", Path.of("x"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelNotes.asSaved(file))
                .withMessage("The notes of the data have x at preparation.a.b"
                        + " (must be a text, a finite number, true or false, a list or a map)");
        DataNotes large = new DataNotes(List.of("a".repeat(16 << 20)), Map.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelNotes.asSaved(large))
                .withMessageContaining("a model file has room for 16777216");
    }

    @Test
    void numbers_haveTheTypesOfJsonOnceSaved() {
        Map<String, Object> preparation = new LinkedHashMap<>();
        preparation.put("f", 0.1f);
        preparation.put("l", 3L);
        assertThat(ModelNotes.asSaved(new DataNotes(List.of(), preparation)).preparation())
                .isEqualTo(Map.of("f", 0.1, "l", 3));
    }
}
