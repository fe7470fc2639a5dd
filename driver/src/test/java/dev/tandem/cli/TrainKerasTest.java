package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.config.TandemBuiltins;
import dev.tandem.keras.Cases;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Job files whose model is a file of Keras's, from there to the trained model. */
@Tag("cluster")
final class TrainKerasTest {

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @BeforeEach
    void unpack() throws IOException {
        Cases.unpack(Files.createDirectory(folder.resolve("cases")));
    }

    /** Three kinds, told apart by the largest of the first three of five numbers. */
    private Path csv() throws IOException {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder("a,b,c,d,e,kind\n");
        for (int row = 0; row < 120; row++) {
            int kind = 0;
            double[] values = random.doubles(5, -1, 1).toArray();
            for (int i = 1; i < 3; i++) {
                kind = values[i] > values[kind] ? i : kind;
            }
            for (double value : values) {
                text.append(value).append(',');
            }
            text.append(List.of("x", "y", "z").get(kind)).append('\n');
        }
        return Files.writeString(folder.resolve("data.csv"), text);
    }

    private int train(String model) throws IOException {
        Path job = folder.resolve("job.yaml");
        Files.writeString(job, """
                name: keras
                model: %s
                data: {train: {csv: {path: %s, label: kind}, batch_size: 8}}
                fit: {epochs: 2, replicas: 2, verbose: 0}
                callbacks: [{ModelCheckpoint: {filepath: "%s/trained.zip", monitor: loss}}]
                run: {directory: %s/run}
                """.formatted(model, csv(), folder, folder));
        return Main.commands(new TandemBuiltins())
                .setErr(new PrintWriter(err, true))
                .execute("train", job.toString(), "--master", "local[1]");
    }

    @Test
    void kerasModel_goesOnTrainingFromItsValues() throws IOException {
        Path file = folder.resolve("cases/activations_2/model.h5");

        assertThat(train("{keras: " + file + ", optimizer: {adam: {learning_rate: 0.01}}}"))
                .as(err.toString())
                .isZero();

        List<String> history = Files.readAllLines(folder.resolve("run/history.csv"));
        assertThat(history).hasSize(3);
        double first = loss(history.get(0), history.get(1));
        assertThat(loss(history.get(0), history.get(2))).isLessThan(first);
        ComputationGraph trained =
                ComputationGraph.load(folder.resolve("trained.zip").toFile(), true);
        assertThat(trained.getVertices()).extracting("vertexName").contains("dense_1", "dense_8", "activation_1");
    }

    @Test
    void unsupportedFile_isAMistakeOfTheJobFile() throws IOException {
        Path file = Files.writeString(folder.resolve("text.h5"), "no model");

        assertThat(train("{keras: " + file + "}")).isEqualTo(2);

        assertThat(err.toString()).contains("model: Cannot import " + file + ": not an HDF5 file, or a damaged one");
    }

    private static double loss(String names, String line) {
        return Double.parseDouble(line.split(",")[List.of(names.split(",")).indexOf("loss")]);
    }
}
