package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
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
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FreezingTest {

    private static final Batch BATCH = Batch.of(Nets.random(1, 6, 2, 8, 8), Nets.classes(1, 6));

    static Stream<Arguments> networks() {
        Supplier<Model> stack = FrozenNets::stack;
        Supplier<Model> graph = FrozenNets::graph;
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

    private static TrainableModel copy(TrainableModel model) {
        TrainableModel copy = model.definition().build();
        copy.restore(model.state());
        return copy;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void a_model_built_elsewhere_goes_on_bit_for_bit(Supplier<Model> network, String until, int frozen) {
        TrainableModel uncut = copy(of(network, until, 1));
        TrainableModel cut = uncut;
        for (int i = 0; i < 4; i++) {
            cut = copy(cut);
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
        TrainableModel model = of(FrozenNets::stack, "layer1", Freezing.NEVER);
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
        TrainableModel free = TrainableModel.of(FrozenNets.stack());
        TrainableModel frozen = of(FrozenNets::stack, "layer1", Freezing.NEVER);
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
        TrainableModel model = of(FrozenNets::graph, "a_concat", Freezing.NEVER);
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
        String free = TrainableModel.of(FrozenNets.stack()).definition().sha256();
        String never =
                of(FrozenNets::stack, "layer1", Freezing.NEVER).definition().sha256();
        String later = of(FrozenNets::stack, "layer1", 3).definition().sha256();
        String other = of(FrozenNets::stack, "layer2", 3).definition().sha256();
        assertThat(List.of(free, never, later, other)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void a_step_that_fails_late_leaves_frozen_layers_alone(Supplier<Model> network, String until, int frozen) {
        TrainableModel model = of(network, until, Freezing.NEVER);
        float[] start = first(model, frozen);
        model.network().addListeners(new BaseTrainingListener() {
            @Override
            public void iterationDone(Model trained, int iteration, int epoch) {
                throw new IllegalStateException("after the update");
            }
        });
        assertThatIllegalStateException().isThrownBy(() -> step(model)).withMessage("after the update");
        assertThat(first(model, frozen)).isEqualTo(start);
    }
}
