package dev.tandem.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.fault.Nemesis.Deed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real cluster under fire ends with the bits of an undisturbed run. {@code tandem.fault.rounds} says how many rounds, {@code
 * tandem.fault.seed} with which seed the first one is. A killed driver is started again with the same command.
 */
@Tag("fault")
@EnabledOnOs(OS.LINUX)
final class NemesisTest {

    private static final Logger LOG = LoggerFactory.getLogger(NemesisTest.class);
    private static final List<Deed> HARMS =
            List.of(Deed.KILL_EXECUTOR, Deed.KILL_WORKER, Deed.FREEZE_EXECUTOR, Deed.KILL_DRIVER);
    private static final int WORKERS = 3;
    private static final int EPOCHS = 8;
    private static final int STEPS = 150;
    private static final int DEEDS = 5;
    private static final int LONGEST_PAUSE_MILLIS = 3_000;
    private static final int LOG_LINES = 80;
    private static final Path FASHION = Path.of(System.getProperty("tandem.data", ""), "fashion-mnist");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long HANGS_AFTER_SECONDS = 180;

    @TempDir
    Path folder;

    @Test
    void runUnderFire_endsWithTheBitsOfAnUndisturbedRun() throws IOException, InterruptedException {
        try (StandaloneCluster cluster = new StandaloneCluster(folder, WORKERS, settings())) {
            Path calm = folder.resolve("calm");
            assertThat(train(cluster, "local[2]", calm).waitFor(HANGS_AFTER_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            String expected = hash(calm);
            long first = Long.getLong("tandem.fault.seed", 1);
            for (long seed = first; seed < first + Integer.getInteger("tandem.fault.rounds", 2); seed++) {
                round(cluster, seed, expected);
            }
        }
    }

    @Test
    @Tag("fault-full")
    void executorFrozenForGood_isGivenUpAndTheRunGoesOn() throws IOException, InterruptedException {
        try (StandaloneCluster cluster = new StandaloneCluster(folder, WORKERS, settings())) {
            Path calm = folder.resolve("calm");
            train(cluster, "local[2]", calm).waitFor(HANGS_AFTER_SECONDS, TimeUnit.SECONDS);
            Path run = folder.resolve("frozen");
            Process driver = train(cluster, cluster.master(), run);
            assertThat(Processes.await(60, () -> cluster.executors().size() == WORKERS && hasLedger(run)))
                    .as("training goes on\n%s", log(run))
                    .isTrue();
            Processes.signal(cluster.executors().get(0), "STOP");

            assertThat(driver.waitFor(HANGS_AFTER_SECONDS, TimeUnit.SECONDS))
                    .as("ends\n%s", log(run))
                    .isTrue();
            assertThat(hash(run)).isEqualTo(hash(calm));
            assertThat(ledger(run)).isEqualTo(closedLedger());
            assertThat(Files.readString(logFile(run))).contains("runs again");
        }
    }

    private static boolean hasLedger(Path run) {
        return Files.exists(run.resolve("ledger.jsonl"));
    }

    private void round(StandaloneCluster cluster, long seed, String expected) throws IOException, InterruptedException {
        Path run = folder.resolve("run-" + seed);
        Nemesis nemesis = new Nemesis(cluster, HARMS, seed);
        Process driver = nemesis.strike(() -> train(cluster, cluster.master(), run), DEEDS, LONGEST_PAUSE_MILLIS);
        boolean ended = driver.waitFor(HANGS_AFTER_SECONDS, TimeUnit.SECONDS);

        String story = "seed " + seed + ", after " + String.join(", ", nemesis.done());
        assertThat(ended).as("%s: ends\n%s", story, log(run)).isTrue();
        assertThat(driver.exitValue())
                .as("%s: exit status\n%s", story, log(run))
                .isZero();
        assertThat(hash(run)).as("%s: params_sha256", story).isEqualTo(expected);
        assertThat(ledger(run)).as("%s: ledger", story).isEqualTo(closedLedger());
        assertThat(Processes.await(20, () -> cluster.executors().isEmpty()))
                .as("%s: executors end with the driver", story)
                .isTrue();
        LOG.info("The same bits with {}", story);
    }

    /** The same for all runs but for the master. */
    private Process train(StandaloneCluster cluster, String master, Path run) throws IOException {
        Path job = Files.writeString(folder.resolve("job.yaml"), """
                name: nemesis
                seed: 42
                %s
                fit: {epochs: %d, replicas: 3, average_every: 4, steps_per_epoch: %d, verbose: 2}
                checkpoint: {every: 4 rounds}
                """.formatted(parts(), EPOCHS, STEPS));
        return cluster.start(
                logFile(run),
                "dev.tandem.cli.Main",
                "train",
                job.toString(),
                "--master",
                master,
                "--set",
                "run.directory=" + run);
    }

    private static boolean isFashion() {
        return Files.isRegularFile(FASHION.resolve("train-images-idx3-ubyte.gz"));
    }

    /** Fashion-MNIST where it is, shapes drawn on first use where it is not. */
    private String parts() {
        return isFashion() ? """
                model: {zoo: mlp, input_shape: [28, 28, 1], classes: 10, optimizer: {adam: {learning_rate: 0.001}}}
                data:
                  train:
                    idx: {images: %1$s/train-images-idx3-ubyte.gz, labels: %1$s/train-labels-idx1-ubyte.gz}
                    batch_size: 64
                    scale: 0.00392156862745098""".formatted(FASHION) : """
                model: {zoo: mlp, input_shape: [32, 32, 3], classes: 6, optimizer: {adam: {learning_rate: 0.001}}}
                data:
                  sample: %1$s/shapes
                  train:
                    images: {directory: %1$s/shapes/train, image_size: [32, 32, 3]}
                    batch_size: 32
                    scale: 0.00392156862745098""".formatted(folder);
    }

    /** The settings that Tandem comes with, and those of a cluster on one machine. */
    private static List<String> settings() throws IOException {
        List<String> settings = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("..", "conf", "spark-defaults.conf"))) {
            if (line.startsWith("spark.")) {
                settings.add("-D" + line.trim().replaceFirst("\\s+", "="));
            }
        }
        settings.add("-Dspark.authenticate.secret=only for this test");
        settings.add("-Dspark.executor.memory=512m");
        settings.add("-Dspark.executor.extraClassPath=" + System.getProperty("java.class.path"));
        settings.add("-Dspark.driver.host=127.0.0.1");
        settings.add("-Dspark.ui.enabled=false");
        return settings;
    }

    private static Path logFile(Path run) {
        return run.resolveSibling(run.getFileName() + ".log");
    }

    private static String log(Path run) throws IOException {
        List<String> lines = Files.readAllLines(logFile(run));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }

    private static String hash(Path run) throws IOException {
        Path summary = run.resolve("summary.json");
        assertThat(summary).as("%s\n%s", run, log(run)).exists();
        return JSON.readTree(summary.toFile()).path("params_sha256").asText();
    }

    /** Each epoch as {@code number: covered/length, missing, duplicated}. */
    private static List<String> ledger(Path run) throws IOException {
        List<String> epochs = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("ledger.jsonl"))) {
            JsonNode epoch = JSON.readTree(line);
            epochs.add(epoch.path("epoch") + ": " + epoch.path("covered") + "/" + epoch.path("length") + ", "
                    + epoch.path("missing") + ", " + epoch.path("duplicated"));
        }
        return epochs;
    }

    private static List<String> closedLedger() {
        return IntStream.range(0, EPOCHS)
                .mapToObj(epoch -> epoch + ": " + STEPS + "/" + STEPS + ", 0, 0")
                .toList();
    }
}
