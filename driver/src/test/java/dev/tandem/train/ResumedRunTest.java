package dev.tandem.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.callback.Callback;
import dev.tandem.callback.Control;
import dev.tandem.callback.History;
import dev.tandem.checkpoint.ReplacedException;
import dev.tandem.checkpoint.RunDirectory;
import dev.tandem.checkpoint.WhenBusy;
import dev.tandem.metric.Logs;
import dev.tandem.model.TrainableModel;
import dev.tandem.model.TrainableModel.SavedParts;
import dev.tandem.train.SmallRun.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("cluster")
final class ResumedRunTest {

    private static final Samples DATA = Network.MLP.samples(44, 4);

    @RegisterExtension
    static final LocalSpark SPARK = new LocalSpark();

    @TempDir
    private Path temporary;

    private static MultiLayerNetwork network() {
        return Network.MLP.initialized();
    }

    private static Trainer trainer(MultiLayerNetwork network, Path directory) {
        return SmallRun.trainer(SPARK.context(), network, directory);
    }

    private static String hash(MultiLayerNetwork network) {
        return TrainableModel.of(network).state().parametersSha256();
    }

    @Test
    void runThatIsDone_startedAgain_changesNothing_andGoesOnWithMoreEpochs() throws IOException, InterruptedException {
        Path directory = temporary.resolve("done");
        MultiLayerNetwork first = network();
        trainer(first, directory).fit(DATA, FitOptions.epochs(2));
        MultiLayerNetwork again = network();
        trainer(again, directory).fit(DATA, FitOptions.epochs(2));
        int tasks = new ObjectMapper()
                .readTree(directory.resolve("summary.json").toFile())
                .get("tasks")
                .asInt();
        MultiLayerNetwork longer = network();
        History history = trainer(longer, directory).fit(DATA, FitOptions.epochs(4));
        MultiLayerNetwork atOnce = network();
        trainer(atOnce, temporary.resolve("at once")).fit(DATA, FitOptions.epochs(4));

        assertThat(hash(again)).isEqualTo(hash(first));
        assertThat(tasks).isEqualTo(2);
        assertThat(hash(longer)).isEqualTo(hash(atOnce));
        assertThat(history.values("loss")).hasSize(4);
    }

    @Test
    void changedJob_isRefusedWithBothValues() throws InterruptedException {
        Path directory = temporary.resolve("changed");
        trainer(network(), directory).fit(DATA, FitOptions.epochs(1));

        assertThatThrownBy(
                        () -> trainer(network(), directory).replicas(2).seed(8).fit(DATA, FitOptions.epochs(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Cannot go on with the run in ")
                .hasMessageContaining("seed: 7 in ")
                .hasMessageContaining(", now 8")
                .hasMessageContaining("fit.replicas: 3 in ")
                .hasMessageContaining("--restart");
    }

    @Test
    void runWhoseDirectoryIsTaken_stopsAndTouchesNothing() throws IOException, InterruptedException {
        Path directory = temporary.resolve("taken");
        Callback taker = new Callback() {
            @Override
            public void onEpochEnd(int epoch, Logs logs, Control control) {
                try {
                    trainer(network(), directory).fit(DATA, FitOptions.epochs(1));
                    Files.delete(directory.resolve("model.zip"));
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };

        assertThatThrownBy(() -> trainer(network(), directory)
                        .fit(DATA, FitOptions.epochs(3).callbacks(taker)))
                .hasMessageContaining("replaced")
                .hasMessageContaining("pid " + ProcessHandle.current().pid());
        assertThat(directory.resolve("model.zip")).doesNotExist();
    }

    @Test
    void runWhoseDirectoryIsTaken_doesNotWriteBesideTheOtherOnesCommits() throws IOException, InterruptedException {
        Path directory = temporary.resolve("taken");
        List<String> files = List.of("history.csv", "ledger.jsonl", "summary.json", "model.zip");
        List<String> others = new ArrayList<>();
        List<Integer> ended = new ArrayList<>();
        Callback taker = new Callback() {
            @Override
            public void onEpochBegin(int epoch, Control control) {
                if (epoch == 1) {
                    assertThatCode(() -> trainer(network(), directory).fit(DATA, FitOptions.epochs(3)))
                            .doesNotThrowAnyException();
                    others.addAll(contents(directory, files));
                    assertThatThrownBy(() -> control.save(directory + "/model.zip", SavedParts.WEIGHTS))
                            .isInstanceOf(ReplacedException.class);
                }
            }

            @Override
            public void onEpochEnd(int epoch, Logs logs, Control control) {
                ended.add(epoch);
            }
        };

        assertThatThrownBy(() -> trainer(network(), directory)
                        .fit(DATA, FitOptions.epochs(2).callbacks(taker)))
                .hasMessageStartingWith("This run has been replaced in " + directory);
        assertThat(ended).containsExactly(0);
        assertThat(contents(directory, files)).hasSize(4).isEqualTo(others);
    }

    private static List<String> contents(Path directory, List<String> names) {
        return names.stream().map(name -> content(directory.resolve(name))).toList();
    }

    private static String content(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void blockedFileSystem_endsTheRunAndIsAskedForNothingMore() {
        SPARK.context().hadoopConfiguration().setClass("fs.blocking.impl", BlockingFileSystem.class, FileSystem.class);
        Callback blocker = new Callback() {
            @Override
            public void onEpochBegin(int epoch, Control control) {
                BlockingFileSystem.block();
            }
        };
        CheckpointOptions brief = new CheckpointOptions(
                new CheckpointOptions.Every.Rounds(1),
                2,
                Duration.ofDays(1),
                Optional.empty(),
                WhenBusy.WAIT,
                Duration.ofSeconds(4));
        String directory = "blocking:" + temporary.resolve("blocked");

        assertThatThrownBy(() -> trainer(network(), temporary)
                        .averageEvery(1)
                        .runDirectory(directory)
                        .checkpoint(brief)
                        .fit(DATA, FitOptions.epochs(1).callbacks(blocker)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("A commit to " + directory + " is not written after 4.0 s (checkpoint.timeout): the file"
                        + " system blocks. Look after it and run the same command again; earlier commits are intact.");
        assertThat(BlockingFileSystem.release()).isEqualTo(1);
    }

    @Test
    void restart_movesTheOldRunAside() throws IOException, InterruptedException {
        Path directory = temporary.resolve("again");
        trainer(network(), directory).fit(DATA, FitOptions.epochs(1));
        MultiLayerNetwork network = network();
        History history =
                trainer(network, directory).resume(new Resume.Restart()).fit(DATA, FitOptions.epochs(1));

        assertThat(history.values("loss")).hasSize(1);
        try (var siblings = Files.list(temporary)) {
            assertThat(siblings.filter(path -> path.getFileName().toString().startsWith("again.")))
                    .hasSize(1);
        }
    }

    @Test
    void from_continuesAnotherRunsStateAsANewRun() throws InterruptedException {
        Path old = temporary.resolve("old");
        trainer(network(), old).fit(DATA, FitOptions.epochs(2));
        MultiLayerNetwork continued = network();
        trainer(continued, temporary.resolve("new"))
                .resume(new Resume.From(old.toString()))
                .fit(DATA, FitOptions.epochs(4));
        MultiLayerNetwork atOnce = network();
        trainer(atOnce, temporary.resolve("at once")).fit(DATA, FitOptions.epochs(4));

        assertThat(hash(continued)).isEqualTo(hash(atOnce));
    }

    @Test
    void stoppedRun_startedAgainWithFewerEpochs_staysStopped() throws InterruptedException {
        Path directory = temporary.resolve("stopped");
        Callback stop = new Callback() {
            @Override
            public void onEpochEnd(int epoch, Logs logs, Control control) {
                control.stop("enough");
            }
        };
        trainer(network(), directory).fit(DATA, FitOptions.epochs(4).callbacks(stop));

        History history = trainer(network(), directory).fit(DATA, FitOptions.epochs(3));

        assertThat(history.values("loss")).hasSize(1);
    }

    @Test
    void commitsThatAreKeptForNoTime_leaveOnlyTheNewest() throws IOException, InterruptedException {
        Path directory = temporary.resolve("short");
        CheckpointOptions eachRound = SmallRun.every(1);
        CheckpointOptions twoNewest = new CheckpointOptions(
                eachRound.every(), 2, Duration.ZERO, Optional.empty(), eachRound.whenBusy(), eachRound.timeout());
        trainer(network(), directory).checkpoint(twoNewest).fit(DATA, FitOptions.epochs(2));

        assertThat(RunDirectory.open(directory.toString()).commits()).hasSize(2);
    }
}
