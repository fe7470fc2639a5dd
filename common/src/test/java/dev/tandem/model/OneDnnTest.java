package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tandem.model.OneDnnCases.Case;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class OneDnnTest {

    /** Of the difference's norm to the norm; single precision and another order of summation leave some 1e-7. */
    private static final double TOLERANCE = 1e-5;

    private static final int STEPS = 5;
    private static final Case CONVOLUTION = OneDnnCases.anySize(CNN2DFormat.NCHW);

    @BeforeAll
    static void needsOneDnn() {
        assumeThat(OneDnn.available()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("dev.tandem.model.OneDnnCases#all")
    void computesWhatTheBuiltInLayersCompute(Case tested) {
        MultiLayerNetwork plain = OneDnnNetworks.network(tested, DataType.FLOAT);
        MultiLayerNetwork fast = OneDnnNetworks.network(tested, DataType.FLOAT);
        OneDnn.accelerate(fast);
        DataSet first = OneDnnNetworks.batch(tested.format(), 0);

        assertClose(fast.output(first.getFeatures()), plain.output(first.getFeatures()));
        assertClose(gradient(fast, first), gradient(plain, first));
        train(plain, tested.format());
        train(fast, tested.format());
        assertClose(fast.params(), plain.params());
        assertClose(fast.output(first.getFeatures()), plain.output(first.getFeatures()));
    }

    @ParameterizedTest
    @MethodSource("dev.tandem.model.OneDnnCases#all")
    void usesTheHelperWithoutFallingBackWhereItIsRight(Case tested) {
        MultiLayerNetwork fast = OneDnnNetworks.network(tested, DataType.FLOAT);
        OneDnn.accelerate(fast);
        train(fast, tested.format());

        Layer layer = fast.getLayer(1);
        assertThat(layer.getHelper() != null).isEqualTo(tested.helped());
        if (tested.helped()) {
            Layer inner = layer instanceof BaseWrapperLayer wrapper ? wrapper.getUnderlying() : layer;
            assertThat(inner).hasFieldOrPropertyWithValue("helperCountFail", 0);
            assertThat(layer.getHelper()).extracting("context").isNotNull();
        }
        if (layer.getHelper() instanceof OneDnnConvolution && !(layer instanceof FrozenLayer)) {
            assertThat(layer.getHelper()).extracting("contextBwd").isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.tandem.model.OneDnnCases#all")
    void isRepeatableBitForBit(Case tested) {
        List<float[]> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            MultiLayerNetwork fast = OneDnnNetworks.network(tested, DataType.FLOAT);
            OneDnn.accelerate(fast);
            train(fast, tested.format());
            runs.add(fast.params().data().asFloat());
        }
        assertThat(runs.get(1)).isEqualTo(runs.get(0));
    }

    @ParameterizedTest
    @EnumSource(names = {"RELU", "IDENTITY", "RELU6", "LEAKYRELU", "TANH"})
    void activationsUsedOnTheWayBack_changeNoBit(Activation activation) throws ReflectiveOperationException {
        List<float[]> runs = new ArrayList<>();
        for (boolean recomputes : new boolean[] {false, true}) {
            var convolution = OneDnnCases.convolution(CNN2DFormat.NCHW, 3)
                    .activation(activation)
                    .build();
            Case tested = new Case("activation", CNN2DFormat.NCHW, true, List.of(convolution, convolution.clone()));
            MultiLayerNetwork network = OneDnnNetworks.network(tested, DataType.FLOAT);
            OneDnn.accelerate(network);
            if (recomputes) {
                recompute(network);
            }
            for (int step = 0; step < STEPS; step++) {
                network.fit(OneDnnNetworks.batch(CNN2DFormat.NCHW, step));
                network.output(
                        OneDnnNetworks.batch(CNN2DFormat.NCHW, step + STEPS).getFeatures());
            }
            runs.add(network.params().data().asFloat());
        }
        assertThat(runs.get(1)).isEqualTo(runs.get(0));
    }

    private static void recompute(MultiLayerNetwork network) throws ReflectiveOperationException {
        Field helper = ConvolutionLayer.class.getDeclaredField("helper");
        helper.setAccessible(true);
        for (int layer = 0; layer < 3; layer++) {
            helper.set(network.getLayer(layer), new OneDnnConvolution(activations -> {}));
        }
    }

    @Test
    void acceleratesGraphs() {
        ComputationGraph plain = OneDnnNetworks.residualGraph();
        ComputationGraph fast = OneDnnNetworks.residualGraph();
        OneDnn.accelerate(fast);
        for (int step = 0; step < STEPS; step++) {
            plain.fit(OneDnnNetworks.batch(CNN2DFormat.NCHW, step));
            fast.fit(OneDnnNetworks.batch(CNN2DFormat.NCHW, step));
        }
        assertClose(fast.params(), plain.params());
        assertThat(fast.getLayer("convolution").getHelper()).isInstanceOf(OneDnnConvolution.class);
        assertThat(fast.getLayer("normalization").getHelper()).isInstanceOf(OneDnnBatchNormalization.class);
        assertThat(fast.getLayer("normalization")).hasFieldOrPropertyWithValue("helperCountFail", 0);
        assertThat(fast.getLayer("normalization").getHelper())
                .extracting("observed")
                .isInstanceOf(ChannelNorm.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"NCHW", "NHWC"})
    void takesImagesOfChangingSize(CNN2DFormat format) {
        Case tested = OneDnnCases.anySize(format);
        MultiLayerNetwork plain = OneDnnNetworks.network(tested, DataType.FLOAT);
        MultiLayerNetwork fast = OneDnnNetworks.network(tested, DataType.FLOAT);
        OneDnn.accelerate(fast);
        for (int size : new int[] {8, 11, 7, 8}) {
            plain.fit(OneDnnNetworks.batch(format, size, size, 2));
            fast.fit(OneDnnNetworks.batch(format, size, size, 2));
        }
        assertClose(fast.params(), plain.params());
    }

    @Test
    void leavesDoublePrecisionAlone() {
        MultiLayerNetwork network = OneDnnNetworks.network(CONVOLUTION, DataType.DOUBLE);
        OneDnn.accelerate(network);
        assertThat(network.getLayer(1).getHelper()).isNull();
    }

    @Test
    void canBeSwitchedOff() {
        MultiLayerNetwork network = OneDnnNetworks.network(CONVOLUTION, DataType.FLOAT);
        System.setProperty("tandem.onednn", "false");
        try {
            OneDnn.accelerate(network);
        } finally {
            System.clearProperty("tandem.onednn");
        }
        assertThat(network.getLayer(1).getHelper()).isNull();
    }

    private static void train(MultiLayerNetwork network, CNN2DFormat format) {
        for (int step = 0; step < STEPS; step++) {
            Nd4j.getRandom().setSeed(step + 1L); // of the weight noise
            network.fit(OneDnnNetworks.batch(format, step));
        }
    }

    private static INDArray gradient(MultiLayerNetwork network, DataSet batch) {
        network.setInput(batch.getFeatures());
        network.setLabels(batch.getLabels());
        Nd4j.getRandom().setSeed(STEPS);
        network.computeGradientAndScore();
        network.clearNoiseWeightParams();
        return network.gradient().gradient().dup();
    }

    private static void assertClose(INDArray actual, INDArray expected) {
        double difference = actual.sub(expected).norm2Number().doubleValue();
        assertThat(difference / expected.norm2Number().doubleValue()).isLessThan(TOLERANCE);
    }
}
