package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class VectorizedReluTest {

    @BeforeAll
    static void needsCpu() {
        assumeThat(Nd4j.getEnvironment().isCPU()).isTrue();
    }

    /** Less than a piece, exactly one, several and a rest. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 2048, 5000})
    void wayBack_givesTheBitsOfPlainDl4j(int length) {
        assertSameBits(Nets.random(1, 1, length), Nets.random(2, 1, length));
    }

    @Test
    void oddValues_giveTheBitsOfPlainDl4j() {
        float[] values = {
            0f,
            -0f,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            1f,
            -1f,
            Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY
        };
        for (float gradient : values) {
            assertSameBits(Nd4j.createFromArray(values), Nd4j.valueArrayOf(new long[] {values.length}, gradient));
        }
    }

    @Test
    void anyLayout_givesTheBitsOfPlainDl4j() {
        INDArray rows = Nets.random(3, 40, 30);
        INDArray gradients = Nets.random(4, 40, 30);
        List<INDArray> layouts = List.of(
                gradients,
                gradients.dup('f'),
                Nets.random(4, 30, 40).transpose(),
                Nets.random(4, 40, 60).getColumns(even(30)));
        for (INDArray in :
                List.of(rows, rows.dup('f'), Nets.random(3, 80, 30).getRows(even(40)), part(Nets.random(3, 60, 50)))) {
            for (INDArray gradient : layouts) {
                assertSameBits(in, gradient);
            }
        }
        assertSameBits(part(Nets.random(3, 60, 50)), part(Nets.random(4, 60, 50)));
    }

    private static INDArray part(INDArray whole) {
        return whole.get(NDArrayIndex.interval(10, 50), NDArrayIndex.interval(5, 35));
    }

    private static int[] even(int count) {
        int[] indices = new int[count];
        Arrays.setAll(indices, i -> 2 * i);
        return indices;
    }

    private static void assertSameBits(INDArray in, INDArray gradients) {
        INDArray before = gradients.dup();
        INDArray expected =
                new ActivationReLU().backprop(in.dup(), gradients.dup()).getFirst();
        INDArray found = new VectorizedRelu().backprop(in, gradients).getFirst();
        assertThat(bits(found)).isEqualTo(bits(expected));
        assertThat(gradients).isEqualTo(before);
    }

    private static int[] bits(INDArray array) {
        float[] values = array.dup('c').data().asFloat();
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }

    @Test
    void replicas_getItForPlainReluOnly_andTheirDefinitionNamesDl4js() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(7)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(4)
                        .nOut(6)
                        .activation(Activation.RELU)
                        .build())
                .layer(new ActivationLayer(Activation.RELU))
                .layer(new DenseLayer.Builder()
                        .nIn(6)
                        .nOut(6)
                        .activation(Activation.RELU6)
                        .build())
                .layer(new ActivationLayer(new ActivationReLU(null, null, 0.1)))
                .layer(new OutputLayer.Builder()
                        .nIn(6)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        TrainableModel replica = Nets.replica(network);

        assertThat(activations(replica))
                .extracting(activation -> activation instanceof VectorizedRelu)
                .containsExactly(true, true, false, false, false);
        assertThat(activations(TrainableModel.of(network)))
                .noneMatch(activation -> activation instanceof VectorizedRelu);
        assertThat(replica.definition()).isEqualTo(TrainableModel.of(network).definition());
    }

    private static List<IActivation> activations(TrainableModel model) {
        return List.of(((MultiLayerNetwork) model.network()).getLayers()).stream()
                .map(VectorizedReluTest::activation)
                .toList();
    }

    private static IActivation activation(Layer layer) {
        return layer.conf().getLayer() instanceof BaseLayer base
                ? base.getActivationFn()
                : ((ActivationLayer) layer.conf().getLayer()).getActivationFn();
    }
}
