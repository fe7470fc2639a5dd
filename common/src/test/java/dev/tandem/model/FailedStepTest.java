package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.data.Batch;
import dev.tandem.metric.Metric;
import dev.tandem.metric.MetricSums;
import dev.tandem.metric.Metrics;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** A step that fails because the batch does not fit leaves no trace. */
class FailedStepTest {

    private static final List<Metric> ACCURACY = List.of(Metrics.named("accuracy"));

    private static Arguments network(String name, Supplier<Model> network, Function<Integer, Batch> good, Batch bad) {
        return Arguments.of(name, network, good, bad);
    }

    static Stream<Arguments> networks() {
        Supplier<Model> dense = () -> Nets.dense(new Adam(0.01));
        Supplier<Model> sequence = () -> Nets.sequence(new Adam(0.01));
        Supplier<Model> norm = () -> Nets.batchNorm(new Adam(0.01));
        return Stream.of(
                network(
                        "dense, inputs too wide",
                        dense,
                        seed -> Nets.denseBatch(seed, 5),
                        Batch.of(Nets.random(1, 5, 7), Nets.classes(1, 5))),
                network(
                        "dense, targets too wide",
                        dense,
                        seed -> Nets.denseBatch(seed, 5),
                        Batch.of(Nets.random(1, 5, 4), Nets.random(1, 5, 7))),
                network(
                        "dense, two inputs",
                        dense,
                        seed -> Nets.denseBatch(seed, 5),
                        new Batch(
                                List.of(Nets.random(1, 5, 4), Nets.random(1, 5, 4)),
                                List.of(Nets.classes(1, 5)),
                                List.of())),
                network(
                        "dense, weights of another length",
                        dense,
                        seed -> Nets.denseBatch(seed, 5),
                        Batch.of(Nets.random(1, 5, 4), Nets.classes(1, 5), Nd4j.ones(5, 3))),
                network(
                        "convolution, other channels",
                        Nets::convolution,
                        seed -> Nets.imageBatch(seed, 5),
                        Batch.of(Nets.random(1, 5, 3, 6, 6), Nets.classes(1, 5))),
                network(
                        "convolution, targets too wide",
                        Nets::convolution,
                        seed -> Nets.imageBatch(seed, 5),
                        Batch.of(Nets.random(1, 5, 2, 6, 6), Nets.random(1, 5, 7))),
                network(
                        "LSTM, other features",
                        sequence,
                        seed -> Nets.sequenceBatch(seed, 5),
                        Batch.of(Nets.random(1, 5, 7, 5), Nets.classSequences(1, 5, 5))),
                network(
                        "LSTM, targets too wide",
                        sequence,
                        seed -> Nets.sequenceBatch(seed, 5),
                        Batch.of(Nets.random(1, 5, 4, 5), Nets.random(1, 5, 7, 5))),
                network(
                        "batch norm in a graph, other channels",
                        norm,
                        seed -> Nets.imageBatch(seed, 5),
                        Batch.of(Nets.random(1, 5, 3, 6, 6), Nets.classes(1, 5))),
                network(
                        "batch norm in a graph, targets too wide",
                        norm,
                        seed -> Nets.imageBatch(seed, 5),
                        Batch.of(Nets.random(1, 5, 2, 6, 6), Nets.random(1, 5, 7))),
                network(
                        "graph, second target too wide",
                        Nets::twoByTwo,
                        seed -> Nets.twoByTwoBatch(seed, 5),
                        new Batch(
                                List.of(Nets.random(1, 5, 4), Nets.random(1, 5, 3)),
                                List.of(Nets.classes(1, 5), Nets.random(1, 5, 7)),
                                List.of())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void failedSteps_changeNothing_andLeaveTheNextStepAsItWouldBe(
            String name, Supplier<Model> network, Function<Integer, Batch> good, Batch bad) {
        TrainableModel model = TrainableModel.of(network.get());
        TrainableModel undisturbed = TrainableModel.of(network.get());
        MetricSums sums = new MetricSums(ACCURACY);
        MetricSums expected = new MetricSums(ACCURACY);
        for (int step = 0; step < 3; step++) {
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> model.step(bad, sums)).isInstanceOf(RuntimeException.class);
                assertThat(model.iteration()).isEqualTo(step);
            }
            model.step(good.apply(step), sums);
            undisturbed.step(good.apply(step), expected);
        }

        assertThat(model.state().parametersSha256())
                .isEqualTo(undisturbed.state().parametersSha256());
        assertThat(model.state().updaterState()).isEqualTo(undisturbed.state().updaterState());
        assertThat(sums.logs("").asMap()).isEqualTo(expected.logs("").asMap());
        assertThat(sums.samples()).isEqualTo(15);
    }

    @Test
    void stepWhoseMetricsFail_hasBeenCounted() {
        TrainableModel model = TrainableModel.of(Nets.dense(new Adam(0.01)));
        MetricSums sums = new MetricSums(List.of(new Refusing()));

        assertThatThrownBy(() -> model.step(Nets.denseBatch(1, 5), sums)).hasMessage("no such class");
        assertThat(model.iteration()).isEqualTo(1);
    }

    private record Refusing() implements Metric {

        @Override
        public String name() {
            return "refusing";
        }

        @Override
        public dev.tandem.metric.Direction direction() {
            return dev.tandem.metric.Direction.MAX;
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public void update(double[] sums, INDArray targets, INDArray predictions) {
            throw new IllegalArgumentException("no such class");
        }

        @Override
        public double result(double[] sums) {
            return 0;
        }
    }
}
