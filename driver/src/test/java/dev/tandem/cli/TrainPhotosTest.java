package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.config.TandemBuiltins;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job file for photographs, with small ones, from the files to the trained model. */
@Tag("cluster")
final class TrainPhotosTest {

    private static final Path PHOTOS = Path.of(System.getProperty("tandem.data", ""), "trashnet");
    private static final int EPOCHS = 2;

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void photos_areLearned_withTheSameBitsOnThreadsAndExecutors() throws IOException {
        assumeTrue(Files.isDirectory(PHOTOS), "no folder " + PHOTOS + " (give -Dtandem.data=DIR)");

        Path threads = train("local[2]", "threads");
        Path executors = train("local-cluster[2,1,4096]", "executors");

        assertThat(parametersHash(executors)).hasSize(1).isEqualTo(parametersHash(threads));
        assertThat(history(executors)).hasSize(1 + EPOCHS).isEqualTo(history(threads));
        assertThat(lastValidationAccuracy(threads)).isGreaterThan(0.35);
        assertThat(Files.readAllLines(threads.resolve("ledger.jsonl")))
                .hasSize(EPOCHS)
                .allMatch(line -> line.contains("\"length\":127,\"covered\":127,\"missing\":0,\"duplicated\":0"));
    }

    private Path train(String master, String name) throws IOException {
        String home = System.getenv("SPARK_HOME");
        Files.createDirectories(Path.of(home, "jars"));
        Path run = folder.resolve(name);
        int code = Main.commands(new TandemBuiltins())
                .setErr(new PrintWriter(err, true))
                .execute(
                        "train",
                        "../conf/photos.yaml",
                        "--master=" + master,
                        "--set=photos=" + PHOTOS,
                        "--set=model.input_shape=[32, 32, 3]",
                        "--set=data.train.images.image_size=[32, 32, 3]",
                        "--set=data.validation.images.image_size=[32, 32, 3]",
                        "--set=fit.epochs=" + EPOCHS,
                        "--set=fit.verbose=0",
                        "--set=callbacks=[]",
                        "--set=run.directory=" + run,
                        "--set=spark={spark.home: '" + home + "', spark.driver.host: 127.0.0.1,"
                                + " spark.driver.bindAddress: 127.0.0.1, spark.executor.extraClassPath: '"
                                + System.getProperty("java.class.path") + "'}");
        assertThat(err.toString()).isEmpty();
        assertThat(code).isEqualTo(ExitCode.DONE);
        return run;
    }

    private static List<String> parametersHash(Path run) throws IOException {
        return Files.readString(run.resolve("summary.json"))
                .lines()
                .filter(line -> line.contains("sha256"))
                .toList();
    }

    /** Without what the clock says. */
    private static List<List<String>> history(Path run) throws IOException {
        List<String> lines = Files.readAllLines(run.resolve("history.csv"));
        List<String> names = List.of(lines.get(0).split(","));
        return lines.stream()
                .map(line -> List.of(line.split(",")))
                .map(values -> names.stream()
                        .filter(name -> name.equals("epoch") || name.contains("loss") || name.contains("accuracy"))
                        .map(name -> values.get(names.indexOf(name)))
                        .toList())
                .toList();
    }

    private static double lastValidationAccuracy(Path run) throws IOException {
        List<List<String>> history = history(run);
        return Double.parseDouble(history.get(EPOCHS).get(history.get(0).indexOf("val_accuracy")));
    }
}
