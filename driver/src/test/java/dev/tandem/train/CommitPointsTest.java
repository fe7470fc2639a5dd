package dev.tandem.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.callback.Callback;
import dev.tandem.callback.Control;
import dev.tandem.callback.History;
import dev.tandem.checkpoint.WhenBusy;
import dev.tandem.cluster.Jobs;
import dev.tandem.metric.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commits within an epoch change nothing but what is on disk. */
@Tag("cluster")
@Timeout(180)
final class CommitPointsTest {

    /** Eleven rounds an epoch for two replicas. */
    private static final Samples DATA = new Samples(88, 4, 12, 3);

    @TempDir
    private Path temporary;

    private record Outcome(String hash, History history, String ledger, int jobs) {}

    private static CheckpointOptions commits(CheckpointOptions.Every every) {
        return new CheckpointOptions(every, 100, Duration.ZERO, Optional.empty(), WhenBusy.WAIT, Duration.ofMinutes(1));
    }

    private Outcome train(JavaSparkContext spark, String name, CheckpointOptions.Every every, Callback... callbacks)
            throws InterruptedException, IOException {
        Jobs jobs = new Jobs(spark);
        MultiLayerNetwork network = Fits.network(true);
        Path directory = temporary.resolve(name);
        History history = Trainer.on(spark)
                .model(network)
                .replicas(2)
                .seed(7)
                .checkpoint(commits(every))
                .runDirectory(directory.toString())
                .fit(
                        DATA,
                        FitOptions.epochs(2)
                                .validation(new Samples(20, 7, 12, 3))
                                .callbacks(callbacks));
        String ledger = Files.readString(directory.resolve("ledger.jsonl"));
        return new Outcome(Fits.hash(network), history, ledger, jobs.count());
    }

    private int commitsIn(String name) throws IOException {
        try (var files = Files.list(temporary.resolve(name).resolve("commits"))) {
            return (int) files.count();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local[2]", "local-cluster[2,1,1024]"})
    void commitsWithinEpochs_takeNoJobOfTheirOwn_andChangeNoBit(String master) throws Exception {
        try (JavaSparkContext spark = TestSpark.open(master)) {
            Outcome whole = train(spark, "whole", new CheckpointOptions.Every.Epoch());
            for (int rounds : new int[] {1, 4}) {
                String name = "rounds" + rounds;

                Outcome cut = train(spark, name, new CheckpointOptions.Every.Rounds(rounds));

                assertThat(cut.hash()).isEqualTo(whole.hash());
                assertThat(cut.history().values()).isEqualTo(whole.history().values());
                assertThat(cut.jobs()).isEqualTo(2).isEqualTo(whole.jobs());
                assertThat(cut.ledger().lines())
                        .hasSize(2)
                        .allMatch(epoch -> epoch.contains("\"covered\":22,\"missing\":0,\"duplicated\":0"));
                assertThat(commitsIn(name)).isEqualTo(2 * ((11 + rounds - 1) / rounds));
            }
        }
    }

    /** Stops at the end of a segment. */
    private record StopAt(int batches) implements Callback {

        @Override
        public void onSegmentEnd(int batch, Logs logs, Control control) {
            if (batch + 1 == batches) {
                control.stop("enough");
            }
        }
    }

    /** Stops there, with a segment that was planned to end there. */
    private record StopWhenDue(int batches) implements Callback {

        @Override
        public long batchesUntilDue() {
            return batches;
        }

        @Override
        public void onSegmentEnd(int batch, Logs logs, Control control) {
            control.stop("enough");
        }
    }

    @Test
    void stopWithinAChain_endsWithTheSegmentThatAsked() throws Exception {
        try (JavaSparkContext spark = TestSpark.open("local[2]")) {
            Outcome planned = train(spark, "planned", new CheckpointOptions.Every.Epoch(), new StopWhenDue(8));

            Outcome stopped = train(spark, "stopped", new CheckpointOptions.Every.Rounds(2), new StopAt(8));

            assertThat(stopped.hash()).isEqualTo(planned.hash());
            assertThat(stopped.history().values())
                    .isEqualTo(planned.history().values())
                    .containsKey("val_loss");
            assertThat(stopped.ledger()).contains("\"covered\":8,\"missing\":14,\"duplicated\":0");
        }
    }

    /** Lowers the learning rate at the end of a segment. */
    private record Lower(int batches, long due) implements Callback {

        @Override
        public long batchesUntilDue() {
            return due;
        }

        @Override
        public void onSegmentEnd(int batch, Logs logs, Control control) {
            if (batch + 1 == batches) {
                control.learningRate(0.001);
            }
        }
    }

    @Test
    void learningRateThatChangesWithinAChain_holdsFromTheNextRoundOn() throws Exception {
        try (JavaSparkContext spark = TestSpark.open("local[2]")) {
            Outcome planned = train(spark, "planned", new CheckpointOptions.Every.Epoch(), new Lower(8, 8));

            Outcome changed =
                    train(spark, "changed", new CheckpointOptions.Every.Rounds(2), new Lower(8, Long.MAX_VALUE));

            assertThat(changed.hash()).isEqualTo(planned.hash());
            assertThat(changed.history().values()).isEqualTo(planned.history().values());
        }
    }
}
