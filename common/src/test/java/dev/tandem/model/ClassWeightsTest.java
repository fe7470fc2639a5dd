package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.data.Batch;
import dev.tandem.data.BatchGenerator;
import dev.tandem.data.ClassWeights;
import dev.tandem.data.Sequence;
import dev.tandem.metric.MetricSums;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Losses and gradients under class weights, against a computation in double that knows nothing of DL4J or of batches. */
class ClassWeightsTest {

    private static final int IN = 4;
    private static final int OUT = Nets.CLASSES;
    private static final ClassWeights WEIGHTS = new ClassWeights(Map.of(0, 0.25, 2, 3.0));

    private record One(Batch batch) implements Sequence {
        @Override
        public int length() {
            return 1;
        }

        @Override
        public Batch get(int index) {
            return batch;
        }
    }

    private static Batch weighed(Batch batch) {
        try {
            return ((Sequence) WEIGHTS.on(new One(batch))).get(0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static double byClass(int number) {
        return number == 0 ? 0.25 : number == 2 ? 3 : 1;
    }

    private static MultiLayerNetwork network(Layer output) {
        return Nets.ready(new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(4)
                .updater(new Sgd(1))
                .list()
                .layer(output)
                .build()));
    }

    /** A linear layer with softmax and cross entropy: loss and gradient of the weight matrix. */
    private static final class Softmax {
        final INDArray w;
        final INDArray b;
        final double[][] gradient = new double[IN][OUT];
        double loss;

        Softmax(MultiLayerNetwork network) {
            w = network.getParam("0_W").dup();
            b = network.getParam("0_b").dup();
        }

        void add(double[] input, int target, double factor) {
            double[] out = new double[OUT];
            double sum = 0;
            for (int j = 0; j < OUT; j++) {
                out[j] = b.getDouble(j);
                for (int i = 0; i < IN; i++) {
                    out[j] += input[i] * w.getDouble(i, j);
                }
                sum += Math.exp(out[j]);
            }
            loss -= factor * (out[target] - Math.log(sum));
            for (int j = 0; j < OUT; j++) {
                double delta = Math.exp(out[j]) / sum - (j == target ? 1 : 0);
                for (int i = 0; i < IN; i++) {
                    gradient[i][j] += factor * delta * input[i];
                }
            }
        }

        void assertStep(MultiLayerNetwork network, Batch batch) {
            double stepLoss = TrainableModel.of(network).step(batch, new MetricSums(List.of()));
            INDArray change = w.sub(network.getParam("0_W"));
            assertThat(stepLoss).isCloseTo(loss, Percentage.withPercentage(1e-3));
            double scale = change.amaxNumber().doubleValue();
            for (int i = 0; i < IN; i++) {
                for (int j = 0; j < OUT; j++) {
                    assertThat(change.getDouble(i, j)).isCloseTo(gradient[i][j], within(1e-5 * scale));
                }
            }
        }
    }

    private static int classOf(INDArray targets, int sample, int step) {
        int found = 0;
        for (int j = 0; j < OUT; j++) {
            boolean set =
                    targets.rank() == 2 ? targets.getDouble(sample, j) == 1 : targets.getDouble(sample, j, step) == 1;
            found = set ? j : found;
        }
        return found;
    }

    private static INDArray sampleWeights(int seed, long... shape) {
        Random random = new Random(seed);
        INDArray weights = Nd4j.zeros(shape);
        for (int i = 0; i < weights.length(); i++) {
            weights.putScalar(i, 2 * random.nextFloat());
        }
        return weights;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13})
    void dense_outputs_with_and_without_sample_weights(int samples) {
        INDArray input = Nets.random(samples, samples, IN);
        INDArray target = Nets.classes(samples, samples);
        for (boolean weighs : new boolean[] {false, true}) {
            INDArray own = sampleWeights(samples, samples % 2 == 0 ? new long[] {samples} : new long[] {samples, 1});
            MultiLayerNetwork network = network(new OutputLayer.Builder(LossFunction.MCXENT)
                    .nIn(IN)
                    .nOut(OUT)
                    .activation(Activation.SOFTMAX)
                    .build());
            Softmax expected = new Softmax(network);
            for (int i = 0; i < samples; i++) {
                int target0 = classOf(target, i, 0);
                double factor = byClass(target0) * (weighs ? own.getDouble(i) : 1) / samples;
                expected.add(input.getRow(i).toDoubleVector(), target0, factor);
            }
            expected.assertStep(network, weighed(weighs ? Batch.of(input, target, own) : Batch.of(input, target)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void sequence_outputs_weigh_by_time_step(int samples) {
        int steps = 6 - samples;
        INDArray input = Nets.random(samples, samples, IN, steps);
        INDArray target = Nets.classSequences(samples, samples, steps);
        for (int kind = 0; kind < 3; kind++) {
            INDArray own = kind == 1 ? sampleWeights(7, samples) : sampleWeights(7, samples, steps);
            MultiLayerNetwork network = network(new RnnOutputLayer.Builder(LossFunction.MCXENT)
                    .nIn(IN)
                    .nOut(OUT)
                    .dataFormat(RNNFormat.NCW)
                    .activation(Activation.SOFTMAX)
                    .build());
            Softmax expected = new Softmax(network);
            for (int i = 0; i < samples; i++) {
                for (int t = 0; t < steps; t++) {
                    double[] column = new double[IN];
                    for (int c = 0; c < IN; c++) {
                        column[c] = input.getDouble(i, c, t);
                    }
                    int number = classOf(target, i, t);
                    double weight = kind == 0 ? 1 : kind == 1 ? own.getDouble(i) : own.getDouble(i, t);
                    expected.add(column, number, byClass(number) * weight / samples);
                }
            }
            expected.assertStep(network, weighed(kind == 0 ? Batch.of(input, target) : Batch.of(input, target, own)));
        }
    }

    @Test
    void single_column_is_rounded_to_its_class() {
        Batch batch = weighed(Batch.of(
                Nets.random(1, 4, IN),
                Nd4j.createFromArray(0.1f, 0.9f, 1.6f, 7f).reshape(4, 1)));

        assertThat(batch.sampleWeights().get(0).toFloatVector()).containsExactly(0.25f, 1, 3, 1);
        Batch flat = weighed(Batch.of(Nets.random(1, 2, IN), Nd4j.createFromArray(0f, 2f)));
        assertThat(flat.sampleWeights().get(0).toFloatVector()).containsExactly(0.25f, 3);
    }

    @Test
    void generators_weigh_as_sequences_do() throws IOException {
        Batch batch = Batch.of(Nets.random(1, 5, IN), Nets.classes(1, 5));
        BatchGenerator endless = (replica, replicas, epoch) -> List.of(batch).iterator();

        Iterator<Batch> weighed = ((BatchGenerator) WEIGHTS.on(endless)).open(0, 1, 0);

        assertThat(weighed.next().sampleWeights().get(0))
                .isEqualTo(weighed(batch).sampleWeights().get(0));
        assertThat(weighed).isExhausted();
    }

    @Test
    void no_weights_leave_the_data_as_it_is() {
        Sequence data = new One(Nets.denseBatch(1, 2));
        assertThat(ClassWeights.NONE.on(data)).isSameAs(data);
    }

    @Test
    void several_outputs_are_refused() {
        assertThatThrownBy(() -> weighed(Nets.twoByTwoBatch(1, 2)))
                .hasMessage("class_weight needs a model of one output, but the batch has 2 target arrays"
                        + " (give sample weights instead)");
    }

    @Test
    void weights_that_do_not_fit_are_refused() {
        Batch batch = Batch.of(Nets.random(1, 2, IN), Nets.classes(1, 2), Nd4j.ones(2, 3));
        assertThatThrownBy(() -> weighed(batch)).hasMessageContaining("do not fit: give one per sample (2)");
    }

    @Test
    void impossible_weights_are_refused() {
        for (double weight : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ClassWeights(Map.of(3, weight)))
                    .withMessage("Invalid class_weight: " + weight + " for class 3 (must be a finite number >= 0)");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClassWeights(Map.of(-1, 1.0)))
                .withMessage("Invalid class_weight: class -1 (must be >= 0)");
    }
}
