package dev.tandem.train;

import static dev.tandem.train.Fits.hash;
import static dev.tandem.train.Fits.network;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.callback.Callback;
import dev.tandem.callback.Control;
import dev.tandem.checkpoint.WhenBusy;
import dev.tandem.data.Sequence;
import dev.tandem.metric.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How many bad batches a run may skip, through commits and resumes. */
@Tag("cluster")
final class BadBatchBudgetTest {

    /** Ten batches: replica 0 has the first five. */
    private static final Samples TEN = new Samples(40, 4, 12, 3);

    @RegisterExtension
    static final LocalSpark SPARK = new LocalSpark();

    @TempDir
    private Path temporary;

    private static FitOptions options(int epochs, int budget) {
        return FitOptions.epochs(epochs).order(FitOptions.Order.SEQUENTIAL).skipBadBatches(budget);
    }

    private void fit(MultiLayerNetwork network, String directory, Sequence data, FitOptions options)
            throws InterruptedException {
        Trainer.on(SPARK.context())
                .model(network)
                .replicas(2)
                .averageEvery(2)
                .seed(7)
                .runDirectory(temporary.resolve(directory).toString())
                .checkpoint(new CheckpointOptions(
                        new CheckpointOptions.Every.Rounds(1),
                        2,
                        Duration.ZERO,
                        Optional.empty(),
                        WhenBusy.WAIT,
                        Duration.ofMinutes(1)))
                .fit(data, options);
    }

    private String trained(String directory, Sequence data, FitOptions options) throws InterruptedException {
        MultiLayerNetwork network = network(true);
        fit(network, directory, data, options);
        return hash(network);
    }

    private ThrowingCallable fitting(String directory, Sequence data, FitOptions options) {
        return () -> fit(network(true), directory, data, options);
    }

    private static String tooMany(int met, int limit, int... indices) {
        StringBuilder message = new StringBuilder("This run has met " + met
                + " batches that cannot be trained on, but may skip only " + limit + " (fit.max_bad_batches):\n");
        for (int index : indices) {
            message.append("  Cannot read batch " + index + ": photo" + index + ".png is cut short\n");
        }
        return message
                + "Mend the data or raise fit.max_bad_batches; the same command then goes on from the last commit.";
    }

    @Test
    void oneReplicaThatPassesTheBudget_endsTheRunNamingAllOfThem() {
        assertThatThrownBy(fitting("one", Flawed.unreadable(TEN, 1, 5, 6), options(1, 1)))
                .isInstanceOf(TrainingFaultException.class)
                .hasMessage(tooMany(3, 1, 1, 5, 6));
    }

    @Test
    void replicasThatPassTheBudgetTogether_endTheRunNamingAllOfThem() {
        assertThatThrownBy(fitting("together", Flawed.unreadable(TEN, 1, 5, 6), options(1, 2)))
                .isInstanceOf(TrainingFaultException.class)
                .hasMessage(tooMany(3, 2, 1, 5, 6));
    }

    @Test
    void budget_isSpentExactly() throws InterruptedException {
        assertThat(trained("exactly", Flawed.unreadable(TEN, 1, 5), options(1, 2)))
                .isNotEmpty();
    }

    @Test
    void budget_countsOverEpochsAndResumes_andMayBeRaised() throws InterruptedException, IOException {
        Sequence data = Flawed.unreadable(TEN, 3);

        assertThatThrownBy(fitting("long", data, options(3, 2))).hasMessage(tooMany(3, 2, 3, 3, 3));
        assertThatThrownBy(fitting("long", data, options(3, 2))).hasMessage(tooMany(3, 2, 3, 3, 3));
        String resumed = trained("long", data, options(3, 3));

        assertThat(resumed).isEqualTo(trained("at once", data, options(3, 3)));
        assertThat(Files.readString(temporary.resolve("long/summary.json"))).contains("\"skipped_batches\" : 3");
    }

    @Test
    void runThatFailedAtABadBatch_goesOnWhenItMaySkip() throws InterruptedException {
        Sequence data = Flawed.unreadable(TEN, 8);
        FitOptions failing = FitOptions.epochs(1).order(FitOptions.Order.SEQUENTIAL);

        assertThatThrownBy(fitting("changed", data, failing))
                .hasMessage("Cannot read batch 8: photo8.png is cut short");

        assertThat(trained("changed", data, options(1, 1))).isEqualTo(trained("at once", data, options(1, 1)));
    }

    /** Fails at the end of a segment, counted from 1. */
    private record Crash(int at, int[] segments) implements Callback {
        @Override
        public void onSegmentEnd(int batch, Logs logs, Control control) {
            if (++segments[0] == at) {
                throw new IllegalStateException("power cut");
            }
        }
    }

    @Test
    void runCutAfterAnyRound_skipsAndRecordsAsTheUncutOne() throws InterruptedException, IOException {
        Sequence data = new Flawed(TEN, Set.of(0, 1, 9), Set.of(5, 6, 7));
        FitOptions options = options(2, 12);
        String whole = trained("whole", data, options);
        for (int cut = 1; cut <= 6; cut++) {
            String directory = "cut" + cut;
            assertThatThrownBy(fitting(directory, data, options.callbacks(new Crash(cut, new int[1]))))
                    .hasMessageContaining("power cut");

            assertThat(trained(directory, data, options.callbacks(new Crash(-1, new int[1]))))
                    .as("cut after segment %d", cut)
                    .isEqualTo(whole);
            assertThat(ledger(directory)).isEqualTo(ledger("whole"));
        }
    }

    private String ledger(String directory) throws IOException {
        return Files.readString(temporary.resolve(directory).resolve("ledger.jsonl"))
                .replaceAll("\"attempt\":\\d+", "");
    }
}
