package dev.tandem.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A run of {@code tandem train} in processes of their own: always the same job, into a run directory of its own. */
final class TrainRun {

    /** How many commits a whole run makes: one every four rounds of twelve batches. */
    static final int COMMITS = 32;

    private static final int EPOCHS = 8;
    private static final int STEPS = 192;
    private static final int LOG_LINES = 80;
    private static final long HANGS_AFTER_SECONDS = 240;
    private static final Path FASHION = Path.of(System.getProperty("tandem.data", ""), "fashion-mnist");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StandaloneCluster cluster;
    private final Path folder;
    private final Path directory;
    private final Path log;

    /** @param folder of the job file, the log and the run directory */
    TrainRun(StandaloneCluster cluster, Path folder, String name) {
        this(cluster, folder, name, name);
    }

    /** @param logName of the log; several runs may have one run directory */
    TrainRun(StandaloneCluster cluster, Path folder, String name, String logName) {
        this.cluster = cluster;
        this.folder = folder;
        this.directory = folder.resolve(name);
        this.log = folder.resolve(logName + ".log");
    }

    /** Starts the driver, always by the same command but for the master. */
    Process start(String master) throws IOException {
        Path job = Files.writeString(folder.resolve("job.yaml"), """
                name: nemesis
                seed: 42
                %s
                fit: {epochs: %d, replicas: 3, average_every: 4, steps_per_epoch: %d, verbose: 2}
                checkpoint: {every: 4 rounds}
                """.formatted(parts(), EPOCHS, STEPS));
        return cluster.start(
                log,
                "dev.tandem.cli.Main",
                "train",
                job.toString(),
                "--master",
                master,
                "--set",
                "run.directory=" + directory);
    }

    /** Fashion-MNIST where it is, shapes drawn on first use where it is not. */
    private String parts() {
        return Files.isRegularFile(FASHION.resolve("train-images-idx3-ubyte.gz"))
                ? """
                model: {zoo: mlp, input_shape: [28, 28, 1], classes: 10, optimizer: {adam: {learning_rate: 0.001}}}
                data:
                  train:
                    idx: {images: %1$s/train-images-idx3-ubyte.gz, labels: %1$s/train-labels-idx1-ubyte.gz}
                    batch_size: 64
                    scale: 0.00392156862745098""".formatted(FASHION.toAbsolutePath())
                : """
                model: {zoo: mlp, input_shape: [32, 32, 3], classes: 6, optimizer: {adam: {learning_rate: 0.001}}}
                data:
                  sample: %1$s/shapes
                  train:
                    images: {directory: %1$s/shapes/train, image_size: [32, 32, 3]}
                    batch_size: 32
                    scale: 0.00392156862745098""".formatted(folder);
    }

    /** How many commits there are by now. */
    int commits() {
        try (Stream<Path> files = Files.list(directory.resolve("commits"))) {
            return (int) files.count();
        } catch (IOException e) {
            return 0; // not begun
        }
    }

    /** Waits for the run to come so far; fails if its driver ends before, or if it hangs. */
    void awaitCommits(Process driver, int number) throws InterruptedException {
        int seen = commits();
        while (seen < number) {
            int before = seen;
            assertThat(Processes.await(HANGS_AFTER_SECONDS, () -> commits() > before || !driver.isAlive()))
                    .as("goes on after commit %d\n%s", before, this)
                    .isTrue();
            seen = commits();
            assertThat(seen > before || driver.isAlive())
                    .as("comes to commit %d\n%s", number, this)
                    .isTrue();
        }
    }

    /** Waits for the run's end; fails if it hangs or fails. */
    void awaitEnd(Process driver) throws InterruptedException {
        awaitCommits(driver, COMMITS);
        assertThat(driver.waitFor(HANGS_AFTER_SECONDS, TimeUnit.SECONDS))
                .as("ends\n%s", this)
                .isTrue();
        assertThat(driver.exitValue()).as("exit status\n%s", this).isZero();
    }

    /** Lines of the drivers' log that match. */
    List<String> logged(Pattern pattern) {
        try {
            // A killed process may have left half a character.
            String text = new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1);
            return text.lines().filter(line -> pattern.matcher(line).find()).toList();
        } catch (IOException e) {
            return List.of(); // not begun
        }
    }

    /** The hash of the final parameters. */
    String hash() throws IOException {
        Path summary = directory.resolve("summary.json");
        assertThat(summary).as("%s", this).exists();
        return JSON.readTree(summary.toFile()).path("params_sha256").asText();
    }

    /** Each epoch as {@code number: covered/length, missing, duplicated}. */
    List<String> ledger() throws IOException {
        List<String> epochs = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("ledger.jsonl"))) {
            JsonNode epoch = JSON.readTree(line);
            epochs.add(epoch.path("epoch") + ": " + epoch.path("covered") + "/" + epoch.path("length") + ", "
                    + epoch.path("missing") + ", " + epoch.path("duplicated"));
        }
        return epochs;
    }

    /** What {@link #ledger} is of a run that has trained on each batch once. */
    static List<String> closedLedger() {
        return IntStream.range(0, EPOCHS)
                .mapToObj(epoch -> epoch + ": " + STEPS + "/" + STEPS + ", 0, 0")
                .toList();
    }

    /** The end of the log. */
    @Override
    public String toString() {
        List<String> lines = logged(Pattern.compile(""));
        return directory.getFileName() + ":\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }
}
