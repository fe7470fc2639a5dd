package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import dev.tandem.data.Batch;
import dev.tandem.metric.MetricSums;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

class FreezingTest {

    private static final Batch BATCH = Batch.of(Nets.random(1, 6, 2, 8, 8), Nets.classes(1, 6));

    /** Convolution, batch norm, dropout, dense, output: 72 + 16 frozen parameters of 867. */
    private static Model stack() {
        return new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(0.01))
                .l2(0.1)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).hasBias(false).build())
                .layer(new BatchNormalization.Builder().build())
                .layer(new ActivationLayer.Builder()
                        .activation(Activation.RELU)
                        .dropOut(0.5)
                        .build())
                .layer(new DenseLayer.Builder().nOut(5).build())
                .layer(new OutputLayer.Builder()
                        .nOut(Nets.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(8, 8, 2))
                .build());
    }

    /** Two residual blocks and dense blocks, with sums and joins among what is frozen. */
    private static Model graph() {
        ZooOptions options =
                new ZooOptions(List.of(8, 8, 2), Nets.CLASSES, new Nesterovs(0.05, 0.9), 3, ZooTop.PUBLISHED);
        GraphLayers layers = options.graph(0.1, GraphLayers.Padding.HALF, GraphLayers.usualNorm());
        DenseNet net = new DenseNet(layers, 2);
        String last = net.block("b_", net.transition("t_", net.block("a_", "input")));
        return new ComputationGraph(layers.classify(options, "pool", "output", last));
    }

    static Stream<Arguments> networks() {
        Supplier<Model> stack = FreezingTest::stack;
        Supplier<Model> graph = FreezingTest::graph;
        return Stream.of(
                Arguments.of(stack, "layer1", 72 + 16),
                Arguments.of(stack, "layer2", 72 + 16),
                Arguments.of(graph, "a_concat", 8 + 16 + 32 + 144),
                Arguments.of(graph, "t_conv", 8 + 16 + 32 + 144 + 16 + 12));
    }

    private static TrainableModel of(Supplier<Model> network, String until, int unfreezeAt) {
        return TrainableModel.of(network.get(), new Freezing(until, unfreezeAt));
    }

    private static double step(TrainableModel model) {
        return model.step(BATCH, new MetricSums(List.of()));
    }

    private static float[] first(TrainableModel model, int count) {
        return Arrays.copyOf(model.state().parameters(), count);
    }

    private static INDArray output(TrainableModel model) {
        return model.predict(BATCH.inputs()).get(0);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void frozen_layers_keep_their_bits_and_the_others_train(Supplier<Model> network, String until, int frozen) {
        TrainableModel model = of(network, until, Freezing.NEVER);
        TrainingState before = model.state();
        double loss = step(model);
        for (int i = 0; i < 5; i++) {
            step(model);
        }
        float[] after = model.state().parameters();

        assertThat(first(model, frozen)).isEqualTo(Arrays.copyOf(before.parameters(), frozen));
        for (int i = frozen; i < after.length; i += Math.max(1, after.length - frozen - 1)) {
            assertThat(after[i]).isNotEqualTo(before.parameters()[i]);
        }
        assertThat(step(model)).isLessThan(loss);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void from_unfreeze_at_on_all_layers_train(Supplier<Model> network, String until, int frozen) {
        TrainableModel model = of(network, until, 2);
        float[] start = first(model, frozen);
        model.counters(0, 1);
        step(model);
        assertThat(first(model, frozen)).isEqualTo(start);
        model.counters(1, 2);
        step(model);
        assertThat(first(model, frozen)).isNotEqualTo(start);
        float[] moved = first(model, frozen);
        model.counters(2, 1);
        step(model);
        assertThat(first(model, frozen)).isEqualTo(moved);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void a_model_built_elsewhere_goes_on_bit_for_bit(Supplier<Model> network, String until, int frozen) {
        TrainableModel uncut = of(network, until, 1);
        TrainableModel cut = of(network, until, 1);
        for (int i = 0; i < 4; i++) {
            TrainableModel next = cut.definition().build();
            next.restore(cut.state());
            cut = next;
            for (TrainableModel model : List.of(uncut, cut)) {
                model.counters(i, i / 2);
                Nd4j.getRandom().setSeed(i);
                step(model);
            }
            assertThat(cut.state().parameters()).isEqualTo(uncut.state().parameters());
            assertThat(cut.state().updaterState()).isEqualTo(uncut.state().updaterState());
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void after_unfreezing_training_is_as_if_nothing_had_been_frozen(Supplier<Model> network, String until, int frozen) {
        TrainableModel model = of(network, until, 1);
        step(model);
        TrainableModel free = TrainableModel.of(network.get());
        free.restore(model.state());
        for (TrainableModel each : List.of(model, free)) {
            each.counters(1, 1);
            Nd4j.getRandom().setSeed(5);
            step(each);
        }
        assertThat(model.state().parameters()).isEqualTo(free.state().parameters());
        assertThat(model.state().updaterState()).isEqualTo(free.state().updaterState());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void a_change_of_learning_rate_leaves_frozen_layers_alone(Supplier<Model> network, String until, int frozen) {
        TrainableModel model = of(network, until, Freezing.NEVER);
        float[] start = first(model, frozen);
        int states = model.updaterStateCount();
        step(model);
        model.learningRate(0.5);
        step(model);
        assertThat(first(model, frozen)).isEqualTo(start);
        assertThat(model.updaterStateCount()).isEqualTo(states);
        assertThat(model.learningRate()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void frozen_layers_compute_as_in_inference(Supplier<Model> network, String until, int frozen) {
        TrainableModel model = of(network, until, Freezing.NEVER);
        TrainableModel doubled = of(network, until, Freezing.NEVER);
        double one = step(model);
        Nd4j.getRandom().setSeed(9);

        assertThat(step(doubled)).isEqualTo(one);
        assertThat(output(doubled)).isEqualTo(output(model));
    }

    @Test
    void the_state_of_the_optimizer_for_frozen_layers_stays() {
        TrainableModel model = of(FreezingTest::stack, "layer1", Freezing.NEVER);
        step(model);
        float[] states = model.state().updaterState();
        int moving = 0;
        for (float state : states) {
            moving += state == 0 ? 0 : 1;
        }
        int trained = model.parameterCount() - 72 - 16;
        assertThat(moving).isPositive().isLessThanOrEqualTo(2 * trained);
        assertThat(states).hasSize(2 * (72 + 8 + trained)); // mean and variance have none
    }

    @Test
    void weight_decay_of_frozen_layers_is_no_part_of_the_loss() {
        TrainableModel free = TrainableModel.of(stack());
        TrainableModel frozen = of(FreezingTest::stack, "layer1", Freezing.NEVER);
        double decay = 0.5 * 0.1 * squares(first(free, 72));

        assertThat(loss(free) - loss(frozen)).isCloseTo(decay, offset(1e-5));
    }

    private static double loss(TrainableModel model) {
        MetricSums sums = new MetricSums(List.of());
        model.evaluate(BATCH, sums);
        return sums.lossSum() / sums.samples();
    }

    private static double squares(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value * value;
        }
        return sum;
    }

    @Test
    void a_saved_model_knows_nothing_of_freezing() throws IOException {
        TrainableModel model = of(FreezingTest::graph, "a_concat", Freezing.NEVER);
        step(model);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.save(bytes, TrainableModel.SavedParts.WEIGHTS);
        ComputationGraph read =
                ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(bytes.toByteArray()), false);

        assertThat(read.getConfiguration().toJson())
                .doesNotContainIgnoringCase("frozen")
                .doesNotContain("Held");
        assertThat(read.outputSingle(BATCH.inputs().get(0))).isEqualTo(output(model));
    }

    @Test
    void the_definition_tells_frozen_from_free() {
        String free = TrainableModel.of(stack()).definition().sha256();
        String never =
                of(FreezingTest::stack, "layer1", Freezing.NEVER).definition().sha256();
        String later = of(FreezingTest::stack, "layer1", 3).definition().sha256();
        String other = of(FreezingTest::stack, "layer2", 3).definition().sha256();
        assertThat(List.of(free, never, later, other)).doesNotHaveDuplicates();
    }

    @Test
    void what_cannot_be_frozen_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(FreezingTest::stack, "layer7", 1))
                .withMessage("Unknown layer in freeze.until: layer7 (known: layer0, layer1, layer2, layer3, layer4)."
                        + " Did you mean layer0?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(FreezingTest::graph, "input", 1))
                .withMessageStartingWith("Unknown layer in freeze.until: input (known: a_0_bn, a_0_relu, a_1_conv, ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(FreezingTest::graph, "output", 1))
                .withMessage("Cannot freeze until output: that includes the output layer output, which has to train"
                        + " (choose a layer before it)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Freezing("layer1", 0))
                .withMessage("Invalid freeze.unfreeze_at: 0 (must be >= 1, since epochs are counted from 0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Freezing(" ", 1))
                .withMessage("Invalid freeze.until: ' ' (must be the name of a layer)");
    }

    @Test
    void truncated_backpropagation_is_refused() {
        Model network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .updater(new Sgd(0.1))
                .list()
                .layer(new LSTM.Builder().nIn(2).nOut(3).build())
                .layer(new RnnOutputLayer.Builder()
                        .nIn(3)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .backpropType(BackpropType.TruncatedBPTT)
                .tBPTTLength(2)
                .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainableModel.of(network, new Freezing("layer0", 1)))
                .withMessageStartingWith("Cannot freeze layers of a network with truncated backpropagation");
    }
}
