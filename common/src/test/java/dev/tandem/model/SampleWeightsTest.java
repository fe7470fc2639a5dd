package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.data.Batch;
import dev.tandem.metric.MetricSums;
import dev.tandem.metric.Metrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Weighted losses and gradients against a computation in double that knows nothing of DL4J. */
class SampleWeightsTest {

    private static final int IN = 4;
    private static final int OUT = 3;
    private static final double RATE = 1;

    /** A linear layer with softmax and cross entropy or identity and squared error, in double. */
    private static final class Reference {
        final double[][] weights = new double[IN][OUT];
        final double[] bias = new double[OUT];
        final double[][] weightGradient = new double[IN][OUT];
        final double[] biasGradient = new double[OUT];
        double loss;

        Reference(INDArray w, INDArray b) {
            for (int i = 0; i < IN; i++) {
                for (int j = 0; j < OUT; j++) {
                    weights[i][j] = w.getDouble(i, j);
                }
            }
            for (int j = 0; j < OUT; j++) {
                bias[j] = b.getDouble(j);
            }
        }

        /** Adds one sample or time step, whose loss is multiplied by {@code factor}. */
        void add(double[] input, double[] target, double factor, LossFunction function) {
            double[] out = bias.clone();
            for (int i = 0; i < IN; i++) {
                for (int j = 0; j < OUT; j++) {
                    out[j] += input[i] * weights[i][j];
                }
            }
            double[] delta = function == LossFunction.MCXENT
                    ? crossEntropy(out, target, factor)
                    : squaredError(out, target, factor);
            for (int j = 0; j < OUT; j++) {
                biasGradient[j] += factor * delta[j];
                for (int i = 0; i < IN; i++) {
                    weightGradient[i][j] += factor * delta[j] * input[i];
                }
            }
        }

        private double[] crossEntropy(double[] out, double[] target, double factor) {
            double sum = 0;
            for (double value : out) {
                sum += Math.exp(value);
            }
            double[] delta = new double[OUT];
            for (int j = 0; j < OUT; j++) {
                double probability = Math.exp(out[j]) / sum;
                loss -= factor * target[j] * Math.log(probability);
                delta[j] = probability - target[j];
            }
            return delta;
        }

        private double[] squaredError(double[] out, double[] target, double factor) {
            double[] delta = new double[OUT];
            for (int j = 0; j < OUT; j++) {
                double error = out[j] - target[j];
                loss += factor * error * error / OUT;
                delta[j] = 2 * error / OUT;
            }
            return delta;
        }
    }

    private static MultiLayerNetwork linear(LossFunction function) {
        return Nets.ready(new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(4)
                .updater(new Sgd(RATE))
                .list()
                .layer(new OutputLayer.Builder(function)
                        .nIn(IN)
                        .nOut(OUT)
                        .activation(activation(function))
                        .build())
                .build()));
    }

    private static Activation activation(LossFunction function) {
        return function == LossFunction.MCXENT ? Activation.SOFTMAX : Activation.IDENTITY;
    }

    private static double[] row(INDArray array, int row) {
        return array.getRow(row).toDoubleVector();
    }

    private static void assertStep(Reference expected, TrainableModel model, Batch batch, String prefix) {
        INDArray weights = model.network().paramTable().get(prefix + "W").dup();
        INDArray bias = model.network().paramTable().get(prefix + "b").dup();
        MetricSums sums = new MetricSums(List.of());
        model.evaluate(batch, sums);
        double loss = model.step(batch, new MetricSums(List.of()));
        weights.subi(model.network().paramTable().get(prefix + "W"));
        bias.subi(model.network().paramTable().get(prefix + "b"));

        assertThat(loss).isCloseTo(expected.loss, Percentage.withPercentage(1e-3));
        assertThat(sums.lossSum() / batch.size()).isCloseTo(expected.loss, Percentage.withPercentage(1e-3));
        double scale = 0;
        for (double[] row : expected.weightGradient) {
            for (double value : row) {
                scale = Math.max(scale, Math.abs(value));
            }
        }
        for (int j = 0; j < OUT; j++) {
            assertThat(bias.getDouble(j)).isCloseTo(RATE * expected.biasGradient[j], within(1e-5 * scale));
            for (int i = 0; i < IN; i++) {
                assertThat(weights.getDouble(i, j))
                        .isCloseTo(RATE * expected.weightGradient[i][j], within(1e-5 * scale));
            }
        }
    }

    private static INDArray weights(long seed, long... shape) {
        Random random = new Random(seed);
        INDArray weights = Nd4j.zeros(shape);
        for (int i = 0; i < weights.length(); i++) {
            weights.putScalar(i, random.nextInt(5) == 0 ? 0 : 3 * random.nextFloat());
        }
        return weights;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void dense_outputs(int seed) {
        for (LossFunction function : List.of(LossFunction.MCXENT, LossFunction.MSE)) {
            MultiLayerNetwork network = linear(function);
            Batch batch = Batch.of(
                    Nets.random(seed, seed, IN),
                    Nets.classes(seed, seed),
                    weights(seed, seed % 2 == 0 ? new long[] {seed} : new long[] {seed, 1}));
            Reference expected = new Reference(network.getParam("0_W"), network.getParam("0_b"));
            for (int i = 0; i < seed; i++) {
                expected.add(
                        row(batch.inputs().get(0), i),
                        row(batch.targets().get(0), i),
                        batch.sampleWeights().get(0).getDouble(i) / seed,
                        function);
            }
            assertStep(expected, TrainableModel.of(network), batch, "0_");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void sequence_outputs_by_step_and_by_sample(int seed) {
        int samples = seed;
        int steps = 7 - seed;
        for (RNNFormat format : RNNFormat.values()) {
            for (boolean byStep : new boolean[] {true, false}) {
                MultiLayerNetwork network = Nets.ready(new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                        .seed(4)
                        .updater(new Sgd(RATE))
                        .list()
                        .layer(new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(IN)
                                .nOut(OUT)
                                .dataFormat(format)
                                .activation(Activation.SOFTMAX)
                                .build())
                        .build()));
                INDArray input = Nets.random(seed, samples, IN, steps);
                INDArray target = Nets.classSequences(seed, samples, steps);
                INDArray weights = byStep ? weights(seed, samples, steps) : weights(seed, samples);
                Reference expected = new Reference(network.getParam("0_W"), network.getParam("0_b"));
                for (int i = 0; i < samples; i++) {
                    for (int t = 0; t < steps; t++) {
                        double weight = byStep ? weights.getDouble(i, t) : weights.getDouble(i);
                        expected.add(column(input, i, t), column(target, i, t), weight / samples, LossFunction.MCXENT);
                    }
                }
                boolean stepsFirst = format == RNNFormat.NWC;
                Batch batch = Batch.of(
                        stepsFirst ? input.permute(0, 2, 1).dup('c') : input,
                        stepsFirst ? target.permute(0, 2, 1).dup('c') : target,
                        weights);
                assertStep(expected, TrainableModel.of(network), batch, "0_");
            }
        }
    }

    private static double[] column(INDArray array, int sample, int step) {
        double[] column = new double[(int) array.size(1)];
        for (int i = 0; i < column.length; i++) {
            column[i] = array.getDouble(sample, i, step);
        }
        return column;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void each_output_of_a_graph_has_its_own_weights(int samples) {
        ComputationGraph network = Nets.ready(new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(4)
                .updater(new Sgd(RATE))
                .graphBuilder()
                .addInputs("in")
                .addLayer(
                        "class",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(IN)
                                .nOut(OUT)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "in")
                .addLayer(
                        "number",
                        new OutputLayer.Builder(LossFunction.MSE)
                                .nIn(IN)
                                .nOut(OUT)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "in")
                .setOutputs("class", "number")
                .build()));
        Batch batch = new Batch(
                List.of(Nets.random(samples, samples, IN)),
                List.of(Nets.classes(samples, samples), Nets.random(samples + 1, samples, OUT)),
                List.of(weights(samples, samples), weights(samples + 1, samples)));
        Reference classes = new Reference(network.getParam("class_W"), network.getParam("class_b"));
        Reference numbers = new Reference(network.getParam("number_W"), network.getParam("number_b"));
        for (int i = 0; i < samples; i++) {
            classes.add(
                    row(batch.inputs().get(0), i),
                    row(batch.targets().get(0), i),
                    batch.sampleWeights().get(0).getDouble(i) / samples,
                    LossFunction.MCXENT);
            numbers.add(
                    row(batch.inputs().get(0), i),
                    row(batch.targets().get(1), i),
                    batch.sampleWeights().get(1).getDouble(i) / samples,
                    LossFunction.MSE);
        }
        double both = classes.loss + numbers.loss;
        classes.loss = both;
        numbers.loss = both;
        assertStep(classes, TrainableModel.of(network), batch, "class_");
        ComputationGraph again = network.clone();
        again.init();
        // The first step has changed the graph: go back by the reference's own start values.
        for (int i = 0; i < IN; i++) {
            for (int j = 0; j < OUT; j++) {
                again.getParam("class_W").putScalar(i, j, classes.weights[i][j]);
                again.getParam("number_W").putScalar(i, j, numbers.weights[i][j]);
            }
        }
        for (int j = 0; j < OUT; j++) {
            again.getParam("class_b").putScalar(j, classes.bias[j]);
            again.getParam("number_b").putScalar(j, numbers.bias[j]);
        }
        assertStep(numbers, TrainableModel.of(again), batch, "number_");
    }

    /** A hidden layer sees the weighted gradient too. */
    @Test
    void weights_reach_the_layers_below_as_repeated_samples_would() {
        INDArray input = Nets.random(1, 3, 4);
        INDArray target = Nets.classes(1, 3);
        INDArray repeatedInput = Nd4j.vstack(input.getRow(0, true), input.getRow(1, true), input.getRow(1, true));
        INDArray repeatedTarget = Nd4j.vstack(target.getRow(0, true), target.getRow(1, true), target.getRow(1, true));
        TrainableModel weighted = TrainableModel.of(Nets.dense(new Sgd(RATE)));
        TrainableModel repeated = TrainableModel.of(Nets.dense(new Sgd(RATE)));

        weighted.step(Batch.of(input, target, Nd4j.createFromArray(1f, 2f, 0f)), new MetricSums(List.of()));
        repeated.step(Batch.of(repeatedInput, repeatedTarget), new MetricSums(List.of()));

        float[] actual = weighted.state().parameters();
        float[] expected = repeated.state().parameters();
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-6f));
        }
    }

    @Test
    void loss_layers_weigh_sequences_in_the_same_order() {
        MultiLayerNetwork network = Nets.ready(new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder().nIn(OUT).nOut(OUT).build())
                .layer(new RnnLossLayer.Builder(LossFunction.MSE)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(org.deeplearning4j.nn.conf.inputs.InputType.recurrent(OUT))
                .build()));
        TrainableModel model = TrainableModel.of(network);
        INDArray input = Nets.random(1, 2, OUT, 3);
        INDArray target = Nets.random(2, 2, OUT, 3);
        INDArray weights = Nd4j.zeros(2, 3).putScalar(1, 2, 5);
        MetricSums sums = new MetricSums(List.of());

        model.evaluate(Batch.of(input, target, weights), sums);

        INDArray output = network.output(input, false);
        double squares = 0;
        for (int c = 0; c < OUT; c++) {
            squares += Math.pow(output.getDouble(1, c, 2) - target.getDouble(1, c, 2), 2);
        }
        assertThat(sums.lossSum() / 2).isCloseTo(5 * squares / OUT / 2, within(1e-6));
    }

    @Test
    void metrics_are_not_weighted() {
        TrainableModel model = TrainableModel.of(linear(LossFunction.MCXENT));
        MetricSums plain = new MetricSums(List.of(Metrics.named("accuracy"), Metrics.named("mse")));
        MetricSums weighted = new MetricSums(List.of(Metrics.named("accuracy"), Metrics.named("mse")));
        INDArray input = Nets.random(1, 6, IN);
        INDArray target = Nets.classes(1, 6);

        model.evaluate(Batch.of(input, target), plain);
        model.evaluate(Batch.of(input, target, weights(1, 6)), weighted);

        assertThat(weighted.logs("").find("accuracy")).isEqualTo(plain.logs("").find("accuracy"));
        assertThat(weighted.logs("").find("mse")).isEqualTo(plain.logs("").find("mse"));
        assertThat(weighted.logs("").find("loss")).isNotEqualTo(plain.logs("").find("loss"));
    }

    @Test
    void the_saved_model_knows_nothing_of_weights() throws IOException {
        TrainableModel model = TrainableModel.of(Nets.dense(new Sgd(RATE)));
        String before = ((MultiLayerNetwork) model.network())
                .getLayerWiseConfigurations()
                .toJson();
        model.step(
                Batch.of(Nets.random(1, 2, 4), Nets.classes(1, 2), Nd4j.createFromArray(1f, 2f)),
                new MetricSums(List.of(Metrics.named("accuracy"))));
        model.counters(0, 0);

        assertThat(((MultiLayerNetwork) model.network())
                        .getLayerWiseConfigurations()
                        .toJson())
                .isEqualTo(before);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.save(out, TrainableModel.SavedParts.WEIGHTS);
        assertThat(out.toString(java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain("tandem");
    }

    @Test
    void weights_of_another_shape_are_refused_and_leave_the_model_whole() {
        TrainableModel model = TrainableModel.of(Nets.dense(new Sgd(RATE)));
        Batch wrong = Batch.of(Nets.random(1, 2, 4), Nets.classes(1, 2), Nd4j.ones(2, 3));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.step(wrong, new MetricSums(List.of())))
                .withMessage("Sample weights of shape [2, 3] do not fit targets of shape [2, 3]: "
                        + "give one weight per sample (2)");
        assertThat(((MultiLayerNetwork) model.network())
                        .getLayerWiseConfigurations()
                        .toJson())
                .doesNotContain("tandem");
    }
}
