package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import dev.tandem.data.Batch;
import dev.tandem.metric.Direction;
import dev.tandem.metric.Metric;
import dev.tandem.metric.MetricSums;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

class TrainableModelTest {

    /** Keeps what it was given. */
    private static final class Recorder implements Metric {
        final transient List<INDArray> targets = new ArrayList<>();
        final transient List<INDArray> predictions = new ArrayList<>();

        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public Direction direction() {
            return Direction.MAX;
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public void update(double[] sums, INDArray target, INDArray prediction) {
            targets.add(target);
            predictions.add(prediction);
        }

        @Override
        public double result(double[] sums) {
            return 0;
        }
    }

    private static MetricSums lossOnly() {
        return new MetricSums(List.of());
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                kind("dense", () -> Nets.dense(new Adam(0.01)), i -> Nets.denseBatch(i, 5)),
                kind("dropout", Nets::dropout, i -> Nets.denseBatch(i, 5)),
                kind("convolution", Nets::convolution, i -> Nets.imageBatch(i, 5)),
                kind("sequence", () -> Nets.sequence(new Adam(0.01)), i -> Nets.sequenceBatch(i, 3)),
                kind("batchNorm", () -> Nets.batchNorm(new Adam(0.01)), i -> Nets.imageBatch(i, 5)),
                kind("twoByTwo", Nets::twoByTwo, i -> Nets.twoByTwoBatch(i, 5)));
    }

    private static Arguments kind(String name, Supplier<Model> network, IntFunction<Batch> batches) {
        return Arguments.of(Named.of(name, network), batches);
    }

    private static void fitPlainly(Model network, Batch batch) {
        INDArray[] inputs = batch.inputs().toArray(INDArray[]::new);
        INDArray[] targets = batch.targets().toArray(INDArray[]::new);
        if (network instanceof MultiLayerNetwork layers) {
            layers.fit(new DataSet(inputs[0], targets[0]));
        } else {
            ((ComputationGraph) network).fit(new MultiDataSet(inputs, targets));
        }
    }

    private static double scorePlainly(Model network, Batch batch) {
        INDArray[] inputs = batch.inputs().toArray(INDArray[]::new);
        INDArray[] targets = batch.targets().toArray(INDArray[]::new);
        return network instanceof MultiLayerNetwork layers
                ? layers.score(new DataSet(inputs[0], targets[0]), false)
                : ((ComputationGraph) network).score(new MultiDataSet(inputs, targets), false);
    }

    private static INDArray outputPlainly(Model network, Batch batch) {
        return network instanceof MultiLayerNetwork layers
                ? layers.output(batch.inputs().get(0), false)
                : ((ComputationGraph) network).output(false, batch.inputs().toArray(INDArray[]::new))[0];
    }

    private static void steps(TrainableModel model, IntFunction<Batch> batches, int from, int to) {
        for (int i = from; i < to; i++) {
            model.step(batches.apply(i), lossOnly());
        }
    }

    private static void assertSame(TrainingState actual, TrainingState expected) {
        assertThat(actual.parameters()).isEqualTo(expected.parameters());
        assertThat(actual.updaterState()).isEqualTo(expected.updaterState());
        assertThat(actual.iteration()).isEqualTo(expected.iteration());
        assertThat(actual.epoch()).isEqualTo(expected.epoch());
        assertThat(actual.learningRate()).isEqualTo((Double) expected.learningRate());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void step_equals_plain_fit_bit_for_bit(Supplier<Model> network, IntFunction<Batch> batches) {
        Model plain = network.get();
        TrainableModel model = TrainableModel.of(network.get());
        MetricSums sums = new MetricSums(List.of(new Recorder()));
        Nd4j.getRandom().setSeed(5);
        List<Double> scores = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            fitPlainly(plain, batches.apply(i));
            scores.add(plain.score());
        }
        Nd4j.getRandom().setSeed(5);
        List<Double> losses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            losses.add(model.step(batches.apply(i), i % 2 == 0 ? sums : lossOnly()));
        }

        assertThat(losses).isEqualTo(scores);
        assertSame(model.state(), TrainableModel.of(plain).state());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void step_gives_metrics_the_targets_and_predictions_of_the_same_pass(
            Supplier<Model> network, IntFunction<Batch> batches) {
        TrainableModel model = TrainableModel.of(network.get());
        Batch batch = batches.apply(0);
        INDArray before = outputPlainly(network.get(), batch);
        Recorder recorder = new Recorder();

        model.step(batch, new MetricSums(List.of(recorder)));

        assertThat(recorder.targets.get(0)).isEqualTo(batch.targets().get(0));
        assertThat(recorder.predictions.get(0).shape()).isEqualTo(before.shape());
    }

    @Test
    void metrics_in_training_see_the_model_before_its_update() {
        Batch batch = Nets.denseBatch(0, 5);
        Recorder recorder = new Recorder();

        TrainableModel.of(Nets.dense(new Adam(0.01))).step(batch, new MetricSums(List.of(recorder)));

        INDArray before = outputPlainly(Nets.dense(new Adam(0.01)), batch);
        assertThat(recorder.predictions.get(0).equalsWithEps(before, 1e-6)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void evaluate_equals_plain_score_and_output(Supplier<Model> network, IntFunction<Batch> batches) {
        TrainableModel model = TrainableModel.of(network.get());
        steps(model, batches, 0, 2);
        TrainingState before = model.state();
        Recorder recorder = new Recorder();
        MetricSums sums = new MetricSums(List.of(recorder));
        Batch batch = batches.apply(9);

        model.evaluate(batch, sums);

        assertThat(sums.lossSum()).isEqualTo(scorePlainly(model.network(), batch) * batch.size());
        assertThat(recorder.targets.get(0)).isEqualTo(batch.targets().get(0));
        assertThat(recorder.predictions.get(0).equalsWithEps(outputPlainly(model.network(), batch), 1e-6))
                .isTrue();
        assertThat(model.predict(batch.inputs()).get(0)).isEqualTo(outputPlainly(model.network(), batch));
        assertSame(model.state(), before);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_restored_copy_goes_on_bit_for_bit(Supplier<Model> network, IntFunction<Batch> batches) {
        TrainableModel uncut = Nets.replica(network.get());
        steps(uncut, batches, 0, 3);
        TrainingState state = uncut.state();
        Nd4j.getRandom().setSeed(11);
        steps(uncut, batches, 3, 6);

        TrainableModel resumed = uncut.definition().build();
        resumed.restore(state);
        Nd4j.getRandom().setSeed(11);
        steps(resumed, batches, 3, 6);

        assertSame(resumed.state(), uncut.state());
        assertThat(resumed.state().iteration()).isEqualTo(6);
    }

    static Stream<IUpdater> updaters() {
        return Stream.of(new Adam(0.01), new Nesterovs(0.01, 0.9), new Sgd(0.01));
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void a_new_learning_rate_keeps_the_moments_and_survives_a_restore(IUpdater updater) {
        IntFunction<Batch> batches = i -> Nets.imageBatch(i, 5);
        TrainableModel own = TrainableModel.of(Nets.batchNorm(updater));
        ComputationGraph plain = Nets.batchNorm(updater);
        TrainableModel uncut = Nets.replica(Nets.batchNorm(updater));
        for (int i = 0; i < 6; i++) {
            if (i == 3) {
                own.learningRate(0.002);
                plain.setLearningRate(0.002);
            }
            own.step(batches.apply(i), lossOnly());
            fitPlainly(plain, batches.apply(i));
        }
        steps(uncut, batches, 0, 3);
        uncut.learningRate(0.002);
        TrainingState state = uncut.state();
        steps(uncut, batches, 3, 6);
        TrainableModel resumed = uncut.definition().build();
        resumed.restore(state);
        steps(resumed, batches, 3, 6);

        assertThat(List.of(own, uncut, resumed))
                .extracting(TrainableModel::learningRate)
                .containsOnly(0.002);
        assertThat(own.state().parameters())
                .isEqualTo(TrainableModel.of(plain).state().parameters());
        assertSame(resumed.state(), uncut.state());
    }

    private static MultiLayerNetwork twoRates() {
        return Nets.ready(new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(4)
                        .nOut(6)
                        .updater(new Adam(0.01))
                        .build())
                .layer(new OutputLayer.Builder()
                        .nIn(6)
                        .nOut(3)
                        .updater(new Adam(0.001))
                        .biasUpdater(new Nesterovs(0.1))
                        .activation(Activation.SOFTMAX)
                        .lossFunction(LossFunction.MCXENT)
                        .build())
                .build()));
    }

    @Test
    void learning_rates_that_become_equal_move_the_moments_to_their_new_places() throws IOException {
        IntFunction<Batch> batches = i -> Nets.denseBatch(i, 5);
        TrainableModel uncut = TrainableModel.of(twoRates());
        steps(uncut, batches, 0, 3);
        uncut.learningRate(0.02);
        TrainingState state = uncut.state();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        uncut.save(file, TrainableModel.SavedParts.WEIGHTS_AND_UPDATER);
        steps(uncut, batches, 3, 6);

        TrainableModel resumed = uncut.definition().build();
        resumed.restore(state);
        steps(resumed, batches, 3, 6);
        MultiLayerNetwork loaded =
                ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(file.toByteArray()), true);
        for (int i = 3; i < 6; i++) {
            fitPlainly(loaded, batches.apply(i));
        }

        assertSame(resumed.state(), uncut.state());
        assertThat(TrainableModel.of(loaded).state().parameters())
                .isEqualTo(uncut.state().parameters());
    }

    @Test
    void restore_of_a_state_without_learning_rate_puts_the_configured_ones_back() {
        IntFunction<Batch> batches = i -> Nets.denseBatch(i, 5);
        TrainableModel model = TrainableModel.of(twoRates());
        steps(model, batches, 0, 2);
        TrainingState state = model.state();
        steps(model, batches, 2, 4);
        TrainingState uncut = model.state();
        model.learningRate(0.5);
        steps(model, batches, 4, 5);

        model.restore(state);
        assertThat(model.learningRate()).isEqualTo(0.01);
        steps(model, batches, 2, 4);

        assertSame(model.state(), uncut);
    }

    @Test
    void learning_rate_follows_the_schedule_at_the_counters() {
        TrainableModel model =
                TrainableModel.of(Nets.dense(new Adam(new StepSchedule(ScheduleType.EPOCH, 0.1, 0.5, 2))));
        assertThat(model.learningRate()).isEqualTo(0.1);
        model.counters(40, 4);
        assertThat(model.learningRate()).isEqualTo(0.025);
        assertThat(model.state().learningRate()).isNaN();
        model.learningRate(0.3);
        assertThat(model.learningRate()).isEqualTo(0.3);
    }

    @Test
    void copies_hold_parameters_then_updater_state() {
        TrainableModel model = TrainableModel.of(Nets.dense(new Adam(0.01)));
        steps(model, i -> Nets.denseBatch(i, 5), 0, 2);
        int length = model.parameterCount() + model.updaterStateCount();
        float[] values = new float[length + 3];
        model.copyTo(values);
        TrainingState state = model.state();

        assertThat(Arrays.copyOf(values, model.parameterCount())).isEqualTo(state.parameters());
        assertThat(Arrays.copyOfRange(values, model.parameterCount(), length)).isEqualTo(state.updaterState());
        assertThat(Arrays.copyOfRange(values, length, length + 3)).containsOnly(0);
        TrainableModel other = model.definition().build();
        other.copyFrom(values);
        assertThat(other.state().parameters()).isEqualTo(state.parameters());
        assertThat(other.state().updaterState()).isEqualTo(state.updaterState());
        assertThat(((MultiLayerNetwork) other.network())
                        .getLayer(1)
                        .getParam("b")
                        .toFloatVector())
                .isEqualTo(((MultiLayerNetwork) model.network())
                        .getLayer(1)
                        .getParam("b")
                        .toFloatVector());
    }

    @Test
    void plain_sgd_has_no_updater_state() {
        TrainableModel model = TrainableModel.of(Nets.dense(new Sgd(0.1)));
        assertThat(model.updaterStateCount()).isZero();
        assertThat(model.state().updaterState()).isEmpty();
        model.restore(model.state());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_saved_file_is_plain_dl4j(Supplier<Model> network, IntFunction<Batch> batches) throws IOException {
        TrainableModel model = TrainableModel.of(network.get());
        steps(model, batches, 0, 2);
        model.counters(2, 1);
        boolean[] closed = new boolean[1];
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        model.save(out, TrainableModel.SavedParts.WEIGHTS_AND_UPDATER);

        ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
        Model loaded = network.get() instanceof MultiLayerNetwork
                ? ModelSerializer.restoreMultiLayerNetwork(in, true)
                : ModelSerializer.restoreComputationGraph(in, true);
        assertThat(closed[0]).isFalse();
        assertSame(TrainableModel.of(loaded).state(), model.state());
    }

    @Test
    void weights_alone_leave_the_updater_out() throws IOException {
        TrainableModel model = TrainableModel.of(Nets.dense(new Adam(0.01)));
        steps(model, i -> Nets.denseBatch(i, 5), 0, 2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.save(out, TrainableModel.SavedParts.WEIGHTS);

        MultiLayerNetwork loaded =
                ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(out.toByteArray()), true);
        assertThat(loaded.params())
                .isEqualTo(model.network().params().reshape(loaded.params().shape()));
        assertThat(TrainableModel.of(loaded).state().updaterState()).containsOnly(0);
    }

    @Test
    void building_a_definition_takes_no_random_numbers() {
        ModelDefinition definition =
                TrainableModel.of(Nets.batchNorm(new Adam(0.01))).definition();
        Nd4j.getRandom().setSeed(99);
        float expected = Nd4j.rand(1).getFloat(0);
        Nd4j.getRandom().setSeed(99);
        TrainableModel built = definition.build();

        assertThat(Nd4j.rand(1).getFloat(0)).isEqualTo(expected);
        assertThat(built.state().parameters()).containsOnly(0);
    }

    @Test
    void a_model_of_one_layer_trains_and_evaluates() {
        TrainableModel model = TrainableModel.of(new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new OutputLayer.Builder()
                        .nIn(4)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build()));
        Batch batch = Nets.denseBatch(1, 5);
        Recorder recorder = new Recorder();
        MetricSums sums = new MetricSums(List.of(recorder));

        model.evaluate(batch, sums);
        double loss = model.step(batch, lossOnly());

        assertThat(sums.lossSum() / 5).isCloseTo(loss, offset(1e-6));
        assertThat(recorder.predictions.get(0).shape()).containsExactly(5, 3);
    }

    @Test
    void other_networks_are_refused_by_name() {
        Model layer = Nets.sequence(new Sgd(0.1)).getLayer(0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainableModel.of(layer))
                .withMessage("Cannot train a " + LSTM.class.getName()
                        + ": expected DL4J's MultiLayerNetwork or ComputationGraph");
    }

    @Test
    void a_network_without_output_layer_is_refused() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder().nIn(4).nOut(6).build())
                .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainableModel.of(network))
                .withMessageContaining("feedforward.dense.DenseLayer: expected an output layer");
    }

    @Test
    void a_network_of_doubles_is_refused() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .list()
                .layer(new OutputLayer.Builder()
                        .nIn(4)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainableModel.of(network))
                .withMessageContaining("data type DOUBLE: expected FLOAT");
    }

    @Test
    void a_state_of_another_model_is_refused() {
        TrainableModel model = TrainableModel.of(Nets.dense(new Adam(0.01)));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        model.restore(new TrainingState(new float[3], new float[0], new float[0], 0, 0, Double.NaN)))
                .withMessage("Cannot restore 3 values of parameters into a model that has 51: "
                        + "the state belongs to another model");
    }

    @Test
    void a_batch_with_too_many_inputs_is_refused() {
        TrainableModel model = TrainableModel.of(Nets.dense(new Adam(0.01)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.step(Nets.twoByTwoBatch(1, 4), lossOnly()))
                .withMessage("The model takes 1 input arrays, but the batch has 2");
    }

    @Test
    void a_learning_rate_below_zero_is_refused() {
        TrainableModel model = TrainableModel.of(Nets.dense(new Adam(0.01)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.learningRate(-1))
                .withMessageContaining("Invalid learning rate: -1.0");
    }

    @Test
    void a_model_may_move_between_threads() throws InterruptedException {
        IntFunction<Batch> batches = i -> Nets.imageBatch(i, 5);
        TrainableModel stays = TrainableModel.of(Nets.batchNorm(new Adam(0.01)));
        TrainableModel moves = TrainableModel.of(Nets.batchNorm(new Adam(0.01)));
        for (int i = 0; i < 4; i++) {
            int step = i;
            Thread thread = new Thread(() -> steps(moves, batches, step, step + 1));
            thread.start();
            thread.join();
        }
        steps(stays, batches, 0, 4);
        assertSame(moves.state(), stays.state());
    }

    @Test
    void truncated_backpropagation_gives_metrics_every_time_step() {
        MultiLayerNetwork network = Nets.sequence(new Adam(0.01));
        network.getLayerWiseConfigurations().setBackpropType(BackpropType.TruncatedBPTT);
        network.getLayerWiseConfigurations().setTbpttFwdLength(2);
        network.getLayerWiseConfigurations().setTbpttBackLength(2);
        Recorder recorder = new Recorder();

        TrainableModel.of(network).step(Nets.sequenceBatch(1, 3), new MetricSums(List.of(recorder)));

        assertThat(recorder.predictions.get(0).shape()).containsExactly(3 * 5, 3);
        assertThat(recorder.targets.get(0).sumNumber().doubleValue()).isEqualTo(3 * 5);
        assertThat(network.getIterationCount()).isEqualTo(3);
    }

    @Test
    void a_nan_loss_is_handed_back() {
        TrainableModel model = TrainableModel.of(Nets.dense(new Adam(0.01)));
        INDArray input = Nets.random(1, 2, 4).putScalar(0, Float.NaN);
        assertThat(model.step(Batch.of(input, Nets.classes(1, 2)), lossOnly())).isNaN();
    }

    @Test
    void the_same_learning_rate_again_changes_nothing() {
        TrainableModel model = TrainableModel.of(Nets.dense(new Adam(0.01)));
        model.learningRate(0.5);
        Object updater = ((MultiLayerNetwork) model.network()).getUpdater();
        model.learningRate(0.5);
        assertThat(((MultiLayerNetwork) model.network()).getUpdater()).isSameAs(updater);
    }

    @Test
    void listeners_of_the_network_stay() {
        MultiLayerNetwork network = Nets.dense(new Adam(0.01));
        List<Double> scores = new ArrayList<>();
        network.setListeners(new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                scores.add(model.score());
            }
        });
        double loss = TrainableModel.of(network).step(Nets.denseBatch(1, 4), lossOnly());
        assertThat(scores).containsExactly(loss);
    }
}
