package dev.tandem.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tandem.callback.History;
import dev.tandem.cluster.Cluster;
import dev.tandem.cluster.Predictions;
import dev.tandem.cluster.TrainingFailedException;
import dev.tandem.data.Batch;
import dev.tandem.data.DataNotes;
import dev.tandem.data.Sequence;
import dev.tandem.metric.Logs;
import dev.tandem.metric.Metrics;
import dev.tandem.model.ModelNotes;
import dev.tandem.model.TrainableModel;
import dev.tandem.model.Zoo;
import dev.tandem.replica.PredictionFormat;
import dev.tandem.replica.SegmentWork.FeedOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/** A trained model is evaluated, and predicts, wherever that is. */
@Tag("cluster")
final class TrainedModelTest {

    private static final Samples TEST = new Samples(53, 4, 12, 3);
    private static final DataNotes NOTES = new DataNotes(List.of("a", "b", "c"), Map.of("x", 1));
    private static final Model NETWORK = Zoo.create("mlp", List.of(1, 12, 1), 3, new Adam(0.01), 1);
    private static final EvaluateOptions OPTIONS =
            EvaluateOptions.STANDARD.metrics(List.of(Metrics.named("accuracy"), Metrics.named("auc")));

    @TempDir
    private static Path folder;

    private static History history = new History();

    private static Logs evaluatedOnThreads = new Logs();
    private static List<String> predictedOnThreads = List.of();
    private static @Nullable Cluster executors;

    @BeforeAll
    static void train() throws InterruptedException, IOException {
        try (Cluster threads = start("local[2]")) {
            history = Trainer.on(threads)
                    .model(NETWORK)
                    .replicas(3)
                    .runDirectory(folder + "/run")
                    .notes(NOTES)
                    .fit(
                            new Samples(101, 4, 12, 3),
                            FitOptions.epochs(2).metrics(OPTIONS.metrics()).validation(TEST));
            evaluatedOnThreads = Trainer.on(threads).model(NETWORK).replicas(3).evaluate(TEST, OPTIONS);
            predictedOnThreads = predict(threads, TEST);
        }
        executors = start("local-cluster[2,1,1024]");
    }

    @AfterAll
    static void stop() {
        cluster().close();
    }

    private static Cluster cluster() {
        return Objects.requireNonNull(executors);
    }

    private static Cluster start(String master) {
        Map<String, String> settings = new TreeMap<>();
        for (var setting : TestSpark.conf(master).getAll()) {
            settings.put(setting._1(), setting._2());
        }
        return Cluster.start("test", Optional.of(master), List.of(), settings);
    }

    private static List<String> predict(Cluster cluster, Sequence data) throws IOException {
        PredictionFormat format = PredictionFormat.of(NOTES, "row", 0);
        Path parts = Files.createTempDirectory(folder, "parts");
        StringBuilder text = new StringBuilder();
        Predictions predictions =
                new Predictions(cluster, TrainableModel.of(NETWORK), data, 4, format, FeedOptions.STANDARD);
        for (Path part : predictions.write(parts)) {
            text.append(Files.readString(part));
        }
        return text.toString().lines().toList();
    }

    private static void assertAsInTraining(Logs logs) {
        assertThat(logs.names()).containsExactly("loss", "accuracy", "auc");
        logs.asMap()
                .forEach((name, value) -> assertThat(history.values("val_" + name))
                        .last()
                        .as(name)
                        .isEqualTo(value));
    }

    @Test
    void evaluationAndPredictions_areTheSameOnThreadsAndExecutors() throws InterruptedException, IOException {
        assertAsInTraining(evaluatedOnThreads);
        assertAsInTraining(Trainer.on(cluster()).model(NETWORK).replicas(3).evaluate(TEST, OPTIONS));
        List<String> lines = predict(cluster(), TEST);
        assertThat(lines).isEqualTo(predictedOnThreads);
        assertThat(lines.get(0)).isEqualTo("row,class,probability_a,probability_b,probability_c");
        assertThat(lines).hasSize(54);
    }

    @Test
    void predictionsInJava_areThoseOfExecutors() throws InterruptedException, IOException {
        List<INDArray> outputs = Trainer.on(cluster()).model(NETWORK).predict(TEST);
        assertThat(outputs)
                .singleElement()
                .satisfies(output -> assertThat(output.shape()).containsExactly(53, 3));
        List<String> lines = predict(cluster(), TEST);
        for (int row = 0; row < 53; row++) {
            String values = outputs.get(0).getFloat(row, 0) + ","
                    + outputs.get(0).getFloat(row, 1) + "," + outputs.get(0).getFloat(row, 2);
            assertThat(lines.get(row + 1)).matches(row + ",[abc]," + values.replace(".", "\\."));
        }
    }

    @Test
    void steps_areTheFirstBatches() throws InterruptedException {
        Trainer trainer = Trainer.on(cluster()).model(NETWORK);
        assertThat(trainer.evaluate(TEST, OPTIONS.steps(2)).asMap())
                .isEqualTo(trainer.evaluate(new Samples(8, 4, 12, 3), OPTIONS).asMap());
    }

    @Test
    void fewerBatchesThanReplicas_areEvaluatedToo() throws InterruptedException {
        Samples one = new Samples(4, 4, 12, 3);
        assertThat(Trainer.on(cluster())
                        .model(NETWORK)
                        .replicas(3)
                        .evaluate(one, OPTIONS)
                        .asMap())
                .isEqualTo(Trainer.on(cluster())
                        .model(NETWORK)
                        .evaluate(one, OPTIONS)
                        .asMap());
    }

    /** Its third batch cannot be read. */
    private record Damaged() implements Sequence {
        @Override
        public int length() {
            return 5;
        }

        @Override
        public Batch get(int index) throws IOException {
            if (index == 2) {
                throw new IOException("x.bin is damaged");
            }
            return TEST.get(index);
        }
    }

    @Test
    void damagedBatch_isNamed() {
        assertThatExceptionOfType(TrainingFaultException.class)
                .isThrownBy(() -> Trainer.on(cluster()).model(NETWORK).evaluate(new Damaged(), OPTIONS))
                .withMessageContaining("Cannot read batch 2: x.bin is damaged");
        assertThatExceptionOfType(TrainingFailedException.class)
                .isThrownBy(() -> predict(cluster(), new Damaged()))
                .withMessage("Cannot predict: Cannot read batch 2: x.bin is damaged");
    }

    @Test
    void batchesThatDoNotFit_areNamed() {
        assertThatExceptionOfType(TrainingFailedException.class)
                .isThrownBy(() -> predict(cluster(), new Samples(4, 4, 11, 3)))
                .withMessageStartingWith("Cannot predict: Cannot read batch 0: it does not fit the model: ");
    }

    @Test
    void notes_areThoseGiven() throws IOException {
        assertThat(ModelNotes.read(folder + "/run/model.zip", new Configuration()))
                .isEqualTo(NOTES);
    }

    @Test
    void withoutModel_thereIsNothingToDo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Trainer.on(cluster()).evaluate(TEST, OPTIONS))
                .withMessage("There is no model: call model(network) first");
    }

    @Test
    void noSteps_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OPTIONS.steps(0))
                .withMessage("Invalid steps: 0 (must be >= 1)");
    }
}
