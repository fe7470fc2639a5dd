package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that was trained on normalized tables with categories is evaluated, and predicts, without the training data. */
@Tag("cluster")
final class TrainedTablesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    @TempDir
    private Path place;

    private final TestCommands commands = new TestCommands();

    private static void csv(String name, int rows) throws IOException {
        Random random = new Random(rows);
        StringBuilder text = new StringBuilder("kind,a,colour,b\n");
        for (int i = 0; i < rows; i++) {
            double a = random.nextDouble();
            double b = random.nextDouble();
            text.append(a + b > 1 ? "high," : "low,")
                    .append(1000 + 50 * a)
                    .append(i % 3 == 0 ? ",red," : ",green,")
                    .append(b / 100 - 7)
                    .append('\n');
        }
        Files.writeString(folder.resolve(name), text.toString());
    }

    @BeforeAll
    static void train() throws IOException {
        csv("train.csv", 200);
        csv("validation.csv", 50);
        Files.writeString(folder.resolve("job.yaml"), """
                name: tables
                model: {zoo: mlp, input_shape: [1, 4, 1], classes: 2, optimizer: {adam: {learning_rate: 0.02}}}
                data:
                  train:
                    csv: {path: %1$s/train.csv, columns: [a, {colour: categories}, b], label: kind}
                    batch_size: 8
                    normalize: standard
                  validation: {csv: {path: %1$s/validation.csv}}
                fit: {epochs: 3, replicas: 2, verbose: 0}
                run: {directory: %1$s/run}
                """.formatted(folder) + TestCommands.spark());
        TestCommands commands = new TestCommands();
        assertThat(commands.run("train", folder + "/job.yaml", "--master", "local[2]"))
                .isEqualTo(ExitCode.DONE);
        Files.delete(folder.resolve("train.csv"));
    }

    private double trained(String metric) throws IOException {
        return JSON.readTree(Files.readString(folder.resolve("run/summary.json")))
                .get("metrics")
                .get("val_" + metric)
                .doubleValue();
    }

    private JsonNode evaluate(String... more) throws IOException {
        int code = commands.run(
                Stream.of("evaluate", folder + "/job.yaml", "--master", "local[2]", "--json", place + "/e.json"), more);
        assertThat(commands.err()).isEmpty();
        assertThat(code).isEqualTo(ExitCode.DONE);
        return JSON.readTree(Files.readString(place.resolve("e.json"))).get("metrics");
    }

    @Test
    void evaluation_hasTheBitsOfTheLastValidation() throws IOException {
        JsonNode metrics = evaluate();
        assertThat(metrics.get("loss").doubleValue()).isEqualTo(trained("loss"));
        assertThat(metrics.get("accuracy").doubleValue()).isEqualTo(trained("accuracy"));
    }

    @Test
    void evaluation_ofAQuery_isTheSame() throws IOException {
        String query = "data.test={spark: {query: \"SELECT * FROM t\", tables: {t: " + folder
                + "/validation.csv}, label: kind, inputs: [a, {colour: categories}, b]}}";
        JsonNode metrics = evaluate("--set", query, "--set", "data.validation=");
        assertThat(metrics.get("accuracy").doubleValue()).isEqualTo(trained("accuracy"));
    }

    private int predict(String... more) {
        return commands.predict(
                folder.resolve("run/model.zip"), "--csv", place.resolve("new.csv"), place.resolve("p.csv"), more);
    }

    @Test
    void predictions_needNoLabel_andOtherColumnsDoNotMatter() throws IOException {
        List<String> rows = Files.readAllLines(folder.resolve("validation.csv"));
        StringBuilder unlabelled = new StringBuilder();
        for (String row : rows) {
            String[] fields = row.split(",");
            unlabelled
                    .append(String.join(";", fields[3], fields[2], "?", fields[1]))
                    .append('\n');
        }
        Files.writeString(place.resolve("new.csv"), unlabelled.toString().replace("colour;?", "colour;other"));
        int code = predict("--delimiter", ";", "--batch-size", "7", "--master", "local[2]");
        assertThat(commands.err()).isEmpty();
        assertThat(code).isEqualTo(ExitCode.DONE);
        List<String> lines = Files.readAllLines(place.resolve("p.csv"));
        assertThat(lines.get(0)).isEqualTo("row,class,probability_high,probability_low");
        assertThat(lines).hasSize(51);
        int right = 0;
        for (int i = 1; i < lines.size(); i++) {
            String[] fields = lines.get(i).split(",");
            assertThat(fields[0]).isEqualTo(Integer.toString(i - 1));
            right += rows.get(i).startsWith(fields[1] + ",") ? 1 : 0;
        }
        assertThat(right / 50.0).isEqualTo(trained("accuracy"));
    }

    @Test
    void unknownCategory_isNamed() throws IOException {
        Files.writeString(place.resolve("new.csv"), "a,colour,b\n1000,blue,-7\n");
        int code = predict("--master", "local[1]");
        assertThat(code).isEqualTo(ExitCode.TRAINING_FAILED);
        assertThat(commands.err())
                .startsWith("Cannot predict: Cannot read batch 0: " + place
                        + "/new.csv, line 2, column 2: 'colour' is 'blue', which is none of [green, red]");
        assertThat(place.resolve("p.csv")).doesNotExist();
    }

    @Test
    void missingColumn_isReportedBeforeSparkStarts() throws IOException {
        Files.writeString(place.resolve("new.csv"), "a,b\n1000,-7\n");
        int code = predict();
        assertThat(code).isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(commands.err()).contains("--csv: " + place + "/new.csv has no column 'colour': it has [a, b]");
    }
}
