package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.config.TandemBuiltins;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Job files whose data are tables, from the file to the trained model. */
@Tag("cluster")
final class TrainTablesTest {

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    /** Two kinds that a line tells apart, of features far from 0. */
    private String csv(String name, int rows) throws IOException {
        Random random = new Random(rows);
        StringBuilder text = new StringBuilder("kind,a,b,colour\n");
        for (int i = 0; i < rows; i++) {
            double a = random.nextDouble();
            double b = random.nextDouble();
            text.append(a + b > 1 ? "high," : "low,")
                    .append(1000 + 50 * a)
                    .append(',')
                    .append(b / 100 - 7);
            text.append(i % 3 == 0 ? ",red\n" : ",green\n");
        }
        Path file = folder.resolve(name);
        Files.writeString(file, text.toString());
        return file.toString();
    }

    private int train(String data, String master, String... more) throws IOException {
        Path job = folder.resolve("job.yaml");
        Files.writeString(
                job, """
                name: tables
                model: {zoo: mlp, input_shape: SHAPE, classes: 2, optimizer: {adam: {learning_rate: 0.02}}}
                data: %s
                fit: {epochs: 8, replicas: 2, verbose: 0}
                run: {directory: %s/run}
                spark:
                  spark.home: %s
                  spark.driver.host: 127.0.0.1
                  spark.driver.bindAddress: 127.0.0.1
                  spark.executor.extraClassPath: "%s"
                """.formatted(data, folder, System.getenv("SPARK_HOME"), System.getProperty("java.class.path"))
                        .replace("SHAPE", shape(data)));
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        String[] arguments = Stream.concat(Stream.of("train", job.toString(), "--master", master), Stream.of(more))
                .toArray(String[]::new);
        return Main.commands(new TandemBuiltins())
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static String shape(String data) {
        return data.contains("image:") ? "[4, 5, 3]" : data.contains("{colour") ? "[4]" : "[2]";
    }

    private double lastValidationAccuracy() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("run/history.csv"));
        int column = List.of(lines.get(0).split(",")).indexOf("val_accuracy");
        return Double.parseDouble(lines.get(lines.size() - 1).split(",")[column]);
    }

    @Test
    void csv_isLearnedNormalized() throws IOException {
        String data = "{train: {csv: {path: %s, columns: [a, b, {colour: categories}], label: kind}, batch_size: 8,"
                + " normalize: standard}, validation: {csv: {path: %s}}}";
        int code = train(data.formatted(csv("train.csv", 400), csv("validation.csv", 100)), "local[2]");
        assertThat(err.toString()).isEmpty();
        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(lastValidationAccuracy()).isGreaterThan(0.9);
    }

    @Test
    void statistics_areTheSameOnAnyExecutors() throws IOException {
        String data = "{train: {csv: {path: %s, columns: [a, b], label: kind}, batch_size: 8, normalize: min_max}}"
                .formatted(csv("train.csv", 200));
        assertThat(train(data, "local[2]", "--set", "fit.epochs=1")).isEqualTo(ExitCode.DONE);
        String threads = parametersHash();
        assertThat(train(data, "local-cluster[2,1,1024]", "--set", "fit.epochs=1", "--restart"))
                .isEqualTo(ExitCode.DONE);
        assertThat(err.toString()).isEmpty();
        assertThat(parametersHash()).isEqualTo(threads);
    }

    private String parametersHash() throws IOException {
        String summary = Files.readString(folder.resolve("run/summary.json"));
        return summary.lines().filter(line -> line.contains("sha256")).toList().toString();
    }

    @Test
    void query_isWrittenOnceAndTrainedOnAfterAResume() throws IOException {
        String data = ("{train: {spark: {query: \"SELECT a, b, kind FROM t WHERE colour = 'green'\", tables: {t: %s},"
                        + " label: kind}, batch_size: 8, normalize: standard},"
                        + " validation: {spark: {query: \"SELECT a, b, kind FROM t WHERE colour = 'red'\", tables: {t: %s}}}}")
                .formatted(csv("all.csv", 600), folder.resolve("all.csv"));
        assertThat(train(data, "local[2]", "--set", "fit.epochs=6")).isEqualTo(ExitCode.DONE);
        Path marker = folder.resolve("run/data/train/_TANDEM_QUERY");
        assertThat(marker).content().startsWith("SELECT a, b, kind FROM t");
        FileTime written = Files.getLastModifiedTime(marker);
        Files.delete(folder.resolve("all.csv"));
        assertThat(train(data, "local[2]")).isEqualTo(ExitCode.DONE);
        assertThat(err.toString()).isEmpty();
        assertThat(Files.getLastModifiedTime(marker)).isEqualTo(written);
        assertThat(lastValidationAccuracy()).isGreaterThan(0.9);
    }

    @Test
    void picturesOfAQuery_areLearned() throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        for (int i = 0; i < 40; i++) {
            BufferedImage picture = new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB);
            picture.setRGB(i % 8, i % 6, 0xFFFFFF);
            picture.createGraphics().fillRect(0, 0, i % 2 == 0 ? 8 : 0, 3);
            ImageIO.write(
                    picture, "png", pictures.resolve(i % 2 + "-" + i + ".png").toFile());
        }
        String query = "\"SELECT content AS photo, IF(path LIKE '%/0-%', 'bright', 'dark') AS kind FROM binaryFile.`"
                + pictures + "`\"";
        String data = "{train: {spark: {query: " + query + ", image: photo, image_size: [4, 5, 3], label: kind},"
                + " batch_size: 4, scale: 0.004, augment: {horizontal_flip: true}}, validation: {spark: {query: "
                + query + "}}}";
        assertThat(train(data, "local-cluster[2,1,1024]")).isEqualTo(ExitCode.DONE);
        assertThat(err.toString()).isEmpty();
        assertThat(lastValidationAccuracy()).isEqualTo(1);
    }

    @Test
    void query_thatSparkRefuses_isNamed() throws IOException {
        int code = train("{train: {spark: {query: \"SELECT nothing FROM nowhere\", label: kind}}}", "local[1]");
        assertThat(code).isNotEqualTo(ExitCode.DONE);
        assertThat(err.toString()).contains("Spark cannot give the rows of \"SELECT nothing FROM nowhere\": ");
    }

    @Test
    void badRow_endsTheStatisticsWithItsPlace() throws IOException {
        Path file = folder.resolve("bad.csv");
        Files.writeString(file, "kind,a,b\nx,1,2\ny,?,3\n");
        int code = train(
                "{train: {csv: {path: %s, label: kind}, batch_size: 1, normalize: standard}}".formatted(file),
                "local[1]");
        assertThat(code).isNotEqualTo(ExitCode.DONE);
        assertThat(err.toString())
                .contains("Cannot read the training data for its statistics: " + file
                        + ", line 3, column 2: 'a' is '?', but a finite number is needed");
    }
}
