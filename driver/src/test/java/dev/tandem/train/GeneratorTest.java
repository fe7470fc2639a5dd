package dev.tandem.train;

import static dev.tandem.train.Fits.DATA;
import static dev.tandem.train.Fits.fit;
import static dev.tandem.train.Fits.hash;
import static dev.tandem.train.Fits.network;
import static dev.tandem.train.Fits.trained;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.checkpoint.WhenBusy;
import dev.tandem.data.Batch;
import dev.tandem.data.BatchGenerator;
import dev.tandem.replica.SegmentWork.FeedOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training on plain generators. */
@Tag("cluster")
final class GeneratorTest {

    private static final CheckpointOptions EACH_ROUND = new CheckpointOptions(
            new CheckpointOptions.Every.Rounds(1),
            1,
            Duration.ZERO,
            Optional.empty(),
            WhenBusy.WAIT,
            Duration.ofMinutes(1));

    @TempDir
    Path folder;

    @Test
    void generator_trainsTheSameBitsOnThreadsAndExecutors_andInSegments() throws InterruptedException {
        Picks picks = new Picks(DATA, Integer.MAX_VALUE);
        FitOptions options = FitOptions.epochs(2).stepsPerEpoch(9).validation(DATA);

        String threads = trained("local[2]", picks, options);

        assertThat(trained("local-cluster[2,1,1024]", picks, options)).isEqualTo(threads);
        assertThat(trained("local[1]", picks, options.feed(new FeedOptions(0, 1, Duration.ofMinutes(1)))))
                .isEqualTo(threads);
        assertThat(trained("local[2]", picks, options.callbacks(new EachRound())))
                .isEqualTo(threads);
        assertThat(trained("local[2]", new Picks(DATA, 5), options)).isEqualTo(threads);
        assertThat(trained("local[2]", DATA, options)).isNotEqualTo(threads);
    }

    /** Notes each stream that it opens. */
    private record Noted(Picks picks, String log) implements BatchGenerator {
        @Override
        public Iterator<Batch> open(int replica, int replicas, int epoch) throws IOException {
            Files.writeString(Path.of(log), "epoch " + epoch + " replica " + replica + "\n", CREATE, APPEND);
            return picks.open(replica, replicas, epoch);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local[2]", "local[1]", "local-cluster[2,1,1024]"})
    void generator_isOpenedOnceAnEpoch_thoughEachRoundIsCommitted(String master) throws Exception {
        Picks picks = new Picks(DATA, Integer.MAX_VALUE);
        Path log = folder.resolve("opened");
        FitOptions options = FitOptions.epochs(2).stepsPerEpoch(11);
        MultiLayerNetwork network = network(true);
        try (JavaSparkContext spark = TestSpark.open(master)) {
            Trainer.on(spark)
                    .model(network)
                    .replicas(2)
                    .averageEvery(2)
                    .seed(7)
                    .runDirectory(folder.resolve("run").toString())
                    .checkpoint(EACH_ROUND)
                    .fit(new Noted(picks, log.toString()), options);
        }
        assertThat(Files.readAllLines(log))
                .containsExactlyInAnyOrder(
                        "epoch 0 replica 0", "epoch 0 replica 1", "epoch 1 replica 0", "epoch 1 replica 1");
        assertThat(hash(network)).isEqualTo(trained("local[2]", picks, options));
    }

    @Test
    void ledgerOfAGenerator_saysThatItIsNotCovered() throws InterruptedException, IOException {
        FitOptions options = FitOptions.epochs(1).stepsPerEpoch(5);
        fit("local[2]", network(true), new Picks(DATA, 9), options, folder.toString());

        assertThat(Files.readString(folder.resolve("ledger.jsonl")))
                .startsWith(
                        "{\"epoch\":0,\"length\":5,\"covered\":5,\"missing\":0,\"duplicated\":0,"
                                + "\"coverage\":\"generator: not covered by the promise\",\"ranges\":[{\"replica\":0,\"from\":0,\"to\":2,");
    }

    @Test
    void generatorThatEndsEarly_stopsTheRunAndKeepsTheModel() throws IOException {
        FitOptions options = FitOptions.epochs(1).stepsPerEpoch(10);
        assertThatThrownBy(() -> fit("local[2]", network(true), new Picks(DATA, 4), options, folder.toString()))
                .isInstanceOf(TrainingFaultException.class)
                .hasMessageContaining(
                        "Cannot read batch 4: the generator ended early on replica 0 in epoch 1: it gave 4 batches, 5"
                                + " were asked for");
        assertThat(folder.resolve("model.zip")).isNotEmptyFile();
    }

    @Test
    void generatorWithoutSteps_isRefused() {
        BatchGenerator none = (replica, replicas, epoch) -> List.<Batch>of().iterator();
        try (JavaSparkContext spark = TestSpark.open("local[1]")) {
            Trainer trainer = Trainer.on(spark).model(network(true));
            assertThatThrownBy(() -> trainer.fit(none, FitOptions.epochs(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Missing steps_per_epoch: a generator has no length, so say how many batches over all"
                            + " replicas make an epoch (FitOptions.stepsPerEpoch)");
        }
    }

    /** Ends a segment after every round. */
    private static final class EachRound implements dev.tandem.callback.Callback {
        @Override
        public long batchesUntilDue() {
            return 1;
        }
    }
}
