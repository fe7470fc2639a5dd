package dev.tandem.train;

import static dev.tandem.train.Fits.DATA;
import static dev.tandem.train.Fits.hash;
import static dev.tandem.train.Fits.network;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.averaging.AveragingOptions;
import dev.tandem.averaging.OuterOptimizer;
import dev.tandem.checkpoint.Claim;
import dev.tandem.checkpoint.CommitContent;
import dev.tandem.checkpoint.Owner;
import dev.tandem.checkpoint.Restored;
import dev.tandem.checkpoint.Retention;
import dev.tandem.checkpoint.RunDirectory;
import dev.tandem.checkpoint.WhenBusy;
import dev.tandem.plan.AverageEvery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outer optimizers, schedules and overlap from the trainer's door on. */
@Tag("cluster")
final class AveragingFitTest {

    private static final AveragingOptions NESTEROV =
            AveragingOptions.STANDARD.withOuter(new OuterOptimizer.Nesterov(0.7, 0.9));

    @TempDir
    private Path temporary;

    private static Trainer trainer(JavaSparkContext spark, MultiLayerNetwork network) {
        return Trainer.on(spark).model(network).replicas(4).seed(7);
    }

    private static String trained(String master, AveragingOptions averaging) throws InterruptedException {
        MultiLayerNetwork network = network(true);
        try (JavaSparkContext spark = TestSpark.open(master)) {
            trainer(spark, network)
                    .averageEvery(new AverageEvery(Map.of(0, 1, 1, 2)))
                    .averaging(averaging)
                    .fit(DATA, FitOptions.epochs(3));
        }
        return hash(network);
    }

    @Test
    void numberOfTasks_doesNotChangeTheBits_whateverTheWay() throws InterruptedException {
        Set<String> hashes = new LinkedHashSet<>();
        for (AveragingOptions way : new AveragingOptions[] {NESTEROV, NESTEROV.overlapping()}) {
            String one = trained("local[1]", way);
            assertThat(trained("local[3]", way)).isEqualTo(one);
            hashes.add(one);
        }
        assertThat(hashes).hasSize(2);
    }

    @Test
    void changedAveraging_isRefusedOnResume() throws InterruptedException {
        try (JavaSparkContext spark = TestSpark.open("local[2]")) {
            String directory = temporary.resolve("run").toString();
            AveragingOptions before = NESTEROV.overlapping();
            trainer(spark, network(true))
                    .averaging(before)
                    .runDirectory(directory)
                    .fit(DATA, FitOptions.epochs(1));

            assertThatThrownBy(() -> trainer(spark, network(true))
                            .averageEvery(new AverageEvery(Map.of(0, 1, 5, 16)))
                            .averaging(before.withOuter(new OuterOptimizer.Average()))
                            .checkpoint(every(new CheckpointOptions.Every.Rounds(3)))
                            .runDirectory(directory)
                            .fit(DATA, FitOptions.epochs(2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("fit.average_every: 1 in ")
                    .hasMessageContaining(", now {0: 1, 5: 16}")
                    .hasMessageContaining("averaging.outer: nesterov with learning_rate 0.7 and momentum 0.9 in ")
                    .hasMessageContaining(", now average")
                    .hasMessageContaining("checkpoint.every: epoch in ")
                    .hasMessageContaining(", now 3 rounds");
        }
    }

    private static CheckpointOptions every(CheckpointOptions.Every every) {
        return new CheckpointOptions(
                every, 3, Duration.ofDays(1), Optional.empty(), WhenBusy.WAIT, Duration.ofMinutes(1));
    }

    @Test
    void overlap_refusesCommitsByTheClock() {
        try (JavaSparkContext spark = TestSpark.open("local[1]")) {
            Trainer trainer = trainer(spark, network(true))
                    .averaging(NESTEROV.overlapping())
                    .checkpoint(every(new CheckpointOptions.Every.Time(Duration.ofMinutes(10))));

            assertThatThrownBy(() -> trainer.fit(DATA, FitOptions.epochs(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "Cannot commit by the clock with overlap: replicas agree where segments end, so the"
                                    + " result would depend on the clock. Commit by rounds or epochs, or average without overlap");
        }
    }

    /** Writes the newest commit of a run again as it would have been before there was anything to choose. */
    private static void writeAsBefore(String from, String to) throws IOException {
        Restored restored = RunDirectory.open(from).latest().orElseThrow();
        ObjectNode state = restored.state().deepCopy();
        ((ObjectNode) state.get("identity"))
                .remove(Set.of("averaging.precision", "averaging.outer", "averaging.overlap"));
        Map<String, float[]> arrays = new LinkedHashMap<>(restored.arrays());
        arrays.remove("outer_state");
        Claim claim = RunDirectory.open(to).claim(Owner.current("old", Map.of()), Retention.standard());
        claim.restore();
        claim.commit(new CommitContent(restored.position(), state, arrays, Map.of()));
    }

    @Test
    void commitOfBeforeOuterOptimizers_isGoneOnWith_unlessThereIsOneNow() throws IOException, InterruptedException {
        try (JavaSparkContext spark = TestSpark.open("local[2]")) {
            String first = temporary.resolve("first").toString();
            String old = temporary.resolve("old").toString();
            trainer(spark, network(true)).runDirectory(first).fit(DATA, FitOptions.epochs(1));
            writeAsBefore(first, old);
            MultiLayerNetwork wentOn = network(true);
            MultiLayerNetwork atOnce = network(true);
            trainer(spark, atOnce).fit(DATA, FitOptions.epochs(2));

            assertThatThrownBy(() -> trainer(spark, network(true))
                            .averaging(NESTEROV)
                            .runDirectory(old)
                            .fit(DATA, FitOptions.epochs(2)))
                    .hasMessageContaining("averaging.outer: average in ");
            trainer(spark, wentOn).runDirectory(old).fit(DATA, FitOptions.epochs(2));
            assertThat(hash(wentOn)).isEqualTo(hash(atOnce));
        }
    }
}
