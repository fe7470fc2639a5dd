package dev.tandem.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.callback.Callback;
import dev.tandem.callback.Control;
import dev.tandem.callback.History;
import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import dev.tandem.metric.Logs;
import dev.tandem.model.TrainableModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

@Tag("cluster")
final class TrainerTest {

    private static final Samples DATA = new Samples(101, 4, 12, 3);

    private static MultiLayerNetwork dense(IUpdater updater, double keep) {
        return network(
                updater,
                new DenseLayer.Builder()
                        .nIn(12)
                        .nOut(16)
                        .activation(Activation.RELU)
                        .dropOut(keep)
                        .build(),
                16);
    }

    private static MultiLayerNetwork network(
            IUpdater updater, org.deeplearning4j.nn.conf.layers.Layer first, int width) {
        NeuralNetConfiguration.ListBuilder layers =
                new NeuralNetConfiguration.Builder().seed(5).updater(updater).list();
        layers.layer(first);
        layers.layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nIn(width)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
        network.init();
        return network;
    }

    private static String hash(MultiLayerNetwork network) {
        return TrainableModel.of(network).state().parametersSha256();
    }

    private static MultiLayerNetwork trained(String master, int replicas) throws InterruptedException {
        MultiLayerNetwork network = dense(new Adam(0.01), 0.8);
        try (JavaSparkContext spark = TestSpark.open(master)) {
            Trainer.on(spark)
                    .model(network)
                    .replicas(replicas)
                    .averageEvery(3)
                    .seed(7)
                    .fit(DATA, FitOptions.epochs(2).validation(new Samples(30, 7, 12, 3)));
        }
        return network;
    }

    @Test
    void fourReplicas_onOneTwoAndFourTasks_endWithTheSameBits() throws InterruptedException {
        String one = hash(trained("local[1]", 4));

        assertThat(hash(trained("local[2]", 4))).isEqualTo(one);
        assertThat(hash(trained("local[4]", 4))).isEqualTo(one);
        assertThat(hash(trained("local[2]", 3))).isNotEqualTo(one);
    }

    @Test
    void executorsOfTheirOwnJvm_endWithTheSameBitsAsThreads() throws InterruptedException {
        assertThat(hash(trained("local-cluster[2,1,1024]", 3))).isEqualTo(hash(trained("local[2]", 3)));
    }

    @Test
    void averagingEveryStep_ofDenseReplicas_equalsOneMachineOnTheJoinedBatch() throws InterruptedException {
        assertJoinedEqual(dense(new Sgd(0.1), 1), dense(new Sgd(0.1), 1));
    }

    @Test
    void averagingEveryStep_ofConvolutionReplicas_equalsOneMachineOnTheJoinedBatch() throws InterruptedException {
        assertJoinedEqual(convolution(), convolution());
    }

    private static MultiLayerNetwork convolution() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Sgd(0.1))
                .list()
                .layer(new ConvolutionLayer.Builder(2, 2)
                        .nOut(4)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutionalFlat(3, 4, 1))
                .build());
        network.init();
        return network;
    }

    /** Two replicas of 4 and 2 samples, one step each, against one step on all 6. */
    private static void assertJoinedEqual(MultiLayerNetwork replicated, MultiLayerNetwork single)
            throws InterruptedException {
        Samples data = new Samples(6, 4, 12, 3);
        try (JavaSparkContext spark = TestSpark.open("local[2]")) {
            Trainer.on(spark)
                    .model(replicated)
                    .replicas(2)
                    .fit(data, FitOptions.epochs(10).order(FitOptions.Order.SEQUENTIAL));
        }
        Batch joined = data.joined().get(0);
        for (int epoch = 0; epoch < 10; epoch++) {
            single.fit(joined.inputs().get(0), joined.targets().get(0));
        }
        assertThat(replicated.params().distance2(single.params())).isLessThan(1e-6);
        assertThat(replicated.params().distance2(dense(new Sgd(0.1), 1).params()))
                .isGreaterThan(1e-3);
    }

    @Test
    void batchNormalization_averagesRunningStatisticsButNormalizesByEachReplicasOwnBatch() throws InterruptedException {
        MultiLayerNetwork network = network(
                new Sgd(0),
                new BatchNormalization.Builder().nIn(12).nOut(12).decay(0.5).build(),
                12);
        Samples data = new Samples(6, 4, 12, 3);
        try (JavaSparkContext spark = TestSpark.open("local[2]")) {
            Trainer.on(spark)
                    .model(network)
                    .replicas(2)
                    .fit(data, FitOptions.epochs(1).order(FitOptions.Order.SEQUENTIAL));
        }
        double first = data.get(0).inputs().get(0).mean(0).getDouble(0);
        double second = data.get(1).inputs().get(0).mean(0).getDouble(0);
        double running = network.getLayer(0).getParam("mean").getDouble(0);
        assertThat(running).isCloseTo(0.5 * (4 * first + 2 * second) / 6, within(1e-5));
    }

    @Test
    void moreReplicasThanBatches_leaveTheIdleOnesWithoutWeight() throws InterruptedException {
        MultiLayerNetwork three = dense(new Adam(0.01), 1);
        MultiLayerNetwork one = dense(new Adam(0.01), 1);
        Samples single = new Samples(4, 4, 12, 3);
        try (JavaSparkContext spark = TestSpark.open("local[2]")) {
            Trainer.on(spark).model(three).replicas(3).fit(single, FitOptions.epochs(3));
            Trainer.on(spark).model(one).replicas(1).fit(single, FitOptions.epochs(3));
        }
        assertThat(hash(three)).isEqualTo(hash(one));
    }

    @Test
    void oneReplica_equalsPlainDl4jBitForBit() throws InterruptedException {
        MultiLayerNetwork tandem = dense(new Adam(0.01), 1);
        MultiLayerNetwork plain = dense(new Adam(0.01), 1);
        try (JavaSparkContext spark = TestSpark.open("local[1]")) {
            Trainer.on(spark)
                    .model(tandem)
                    .averageEvery(5)
                    .fit(DATA, FitOptions.epochs(2).order(FitOptions.Order.SEQUENTIAL));
        }
        for (int epoch = 0; epoch < 2; epoch++) {
            for (Batch batch : DATA) {
                plain.fit(batch.inputs().get(0), batch.targets().get(0));
            }
        }
        assertThat(hash(tandem)).isEqualTo(hash(plain));
        assertThat(tandem.getIterationCount()).isEqualTo(52);
        assertThat(tandem.getEpochCount()).isEqualTo(2);
    }

    @Test
    void training_learnsAndReportsWeightedMeans() throws InterruptedException {
        MultiLayerNetwork network = dense(new Adam(0.02), 1);
        History history;
        try (JavaSparkContext spark = TestSpark.open("local[2]")) {
            history = Trainer.on(spark)
                    .model(network)
                    .replicas(2)
                    .averageEvery(2)
                    .fit(DATA, FitOptions.epochs(8).validation(DATA));
        }
        assertThat(history.values("val_accuracy")).hasSize(8);
        assertThat(history.values("val_accuracy").get(7)).isGreaterThan(0.9);
        double loss = 0;
        for (Batch batch : DATA) {
            TrainableModel model = TrainableModel.of(network);
            dev.tandem.metric.MetricSums sums = new dev.tandem.metric.MetricSums(List.of());
            model.evaluate(batch, sums);
            loss += sums.logs("").find("loss").orElseThrow() * batch.size();
        }
        assertThat(history.values("val_loss").get(7)).isCloseTo(loss / 101, within(1e-9));
    }

    /** Samples with a value that is not a number in one batch. */
    private record Poisoned(Samples samples, int index) implements Sequence {
        @Override
        public int length() {
            return samples.length();
        }

        @Override
        public Batch get(int at) {
            Batch batch = samples.get(at);
            if (at == index) {
                batch.inputs().get(0).putScalar(0, 0, Float.NaN);
            }
            return batch;
        }
    }

    @Test
    void lossThatIsNotFinite_stopsAllReplicasNamingReplicaRoundAndBatch() {
        try (JavaSparkContext spark = TestSpark.open("local[2]")) {
            Trainer trainer =
                    Trainer.on(spark).model(dense(new Sgd(0.1), 1)).replicas(2).averageEvery(4);
            assertThatThrownBy(() -> trainer.fit(
                            new Poisoned(DATA, 20), FitOptions.epochs(1).order(FitOptions.Order.SEQUENTIAL)))
                    .isInstanceOf(TrainingFaultException.class)
                    .hasMessageContaining("The loss became NaN on replica 1 in round 1 of epoch 1, at batch 20");
        }
    }

    /** Samples of which one batch cannot be read. */
    private record Broken(Samples samples, int index) implements Sequence {
        @Override
        public int length() {
            return samples.length();
        }

        @Override
        public Batch get(int at) throws IOException {
            if (at == index) {
                throw new IOException("photo.png is cut short");
            }
            return samples.get(at);
        }
    }

    @Test
    void batchThatCannotBeRead_stopsTheRunNamingIndexAndCause() {
        try (JavaSparkContext spark = TestSpark.open("local[2]")) {
            Trainer trainer = Trainer.on(spark).model(dense(new Sgd(0.1), 1)).replicas(2);
            assertThatThrownBy(() -> trainer.fit(new Broken(DATA, 3), FitOptions.epochs(1)))
                    .isInstanceOf(TrainingFaultException.class)
                    .hasMessageContaining("batch 3")
                    .hasMessageContaining("photo.png is cut short");
        }
    }

    @Test
    void validationBatchThatDoesNotFit_isNamed() {
        try (JavaSparkContext spark = TestSpark.open("local[2]")) {
            Trainer trainer = Trainer.on(spark).model(dense(new Sgd(0.1), 1)).replicas(2);
            FitOptions options = FitOptions.epochs(1).validation(new Samples(30, 7, 5, 3));
            assertThatThrownBy(() -> trainer.fit(DATA, options))
                    .isInstanceOf(TrainingFaultException.class)
                    .hasMessageContaining("In the validation data: Cannot read batch 0: it does not fit the model");
        }
    }

    /** Notes what it is told, and stops after an epoch. */
    private static final class Recorder implements Callback {
        private final List<String> events = new ArrayList<>();

        @Override
        public void onTrainBegin(Control control) {
            events.add("train begin");
        }

        @Override
        public void onEpochBegin(int epoch, Control control) {
            events.add("epoch " + epoch + " begin");
        }

        @Override
        public void onSegmentBegin(int batch, Control control) {
            events.add("segment from " + batch);
        }

        @Override
        public void onSegmentEnd(int batch, Logs logs, Control control) {
            events.add("segment to " + batch);
        }

        @Override
        public void onEpochEnd(int epoch, Logs logs, Control control) {
            events.add("epoch " + epoch + " end " + logs.names());
            control.learningRate(0.5);
            if (epoch == 1) {
                control.stop("enough");
            }
        }

        @Override
        public void onTrainEnd(Logs logs, Control control) {
            events.add("train end at " + control.learningRate() + ", "
                    + control.stopReason().orElse(""));
        }

        @Override
        public long batchesUntilDue() {
            return 14;
        }
    }

    @Test
    void callbacks_areCalledInOrder_andSteer() throws InterruptedException {
        Recorder recorder = new Recorder();
        try (JavaSparkContext spark = TestSpark.open("local[2]")) {
            Trainer.on(spark)
                    .model(dense(new Sgd(0.1), 1))
                    .replicas(2)
                    .averageEvery(4)
                    .fit(DATA, FitOptions.epochs(9).validation(DATA).callbacks(recorder));
        }
        assertThat(recorder.events)
                .containsExactly(
                        "train begin",
                        "epoch 0 begin",
                        "segment from 0",
                        "segment to 15",
                        "segment from 16",
                        "segment to 25",
                        "epoch 0 end [loss, accuracy, val_loss, val_accuracy]",
                        "epoch 1 begin",
                        "segment from 0",
                        "segment to 15",
                        "segment from 16",
                        "segment to 25",
                        "epoch 1 end [loss, accuracy, val_loss, val_accuracy]",
                        "train end at 0.5, enough");
    }
}
