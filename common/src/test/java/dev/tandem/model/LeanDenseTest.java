package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.data.Batch;
import dev.tandem.metric.MetricSums;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class LeanDenseTest {

    private static final int STEPS = 5;

    @ParameterizedTest
    @EnumSource(
            names = {"RELU", "IDENTITY", "LEAKYRELU", "RELU6", "TANH", "SIGMOID", "SOFTMAX", "ELU", "GELU", "SWISH"})
    void everyActivation_givesTheBitsOfPlainDl4j(Activation activation) {
        assertSameBits(stack(layer -> layer.activation(activation)));
    }

    @Test
    void withoutBias_sameBits() {
        assertSameBits(stack(layer -> layer.hasBias(false)));
    }

    @Test
    void dropout_sameBits() {
        assertSameBits(stack(layer -> layer.dropOut(0.7)));
    }

    @Test
    void imagesMadeFlat_sameBits() {
        var configuration = builder()
                .list()
                .layer(new DenseLayer.Builder().nOut(6).build())
                .layer(output(0))
                .setInputType(InputType.convolutional(2, 2, 1))
                .build();
        assertSameBits(new MultiLayerNetwork(configuration), step -> Nets.random(step, 8, 1, 2, 2));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void layersThatShareAnInput_sameBits(boolean wideFirst) {
        DenseLayer wide = new DenseLayer.Builder().nIn(4).nOut(6).build();
        DenseLayer normed =
                new DenseLayer.Builder().nIn(4).nOut(5).hasLayerNorm(true).build();
        var configuration = builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("a", wideFirst ? wide : normed, "in")
                .addLayer("b", wideFirst ? normed : wide, "in")
                .addVertex("both", new MergeVertex(), "a", "b")
                .addLayer("c", new DenseLayer.Builder().nIn(11).nOut(6).build(), "both")
                .addLayer("out", output(6), "c")
                .setOutputs("out")
                .build();
        assertSameBits(new ComputationGraph(configuration));
    }

    @Test
    void layerNormAndWeightNoise_areLeftToDl4j() {
        assertThat(layersOf(Nets.replica(stack(layer -> layer.hasLayerNorm(true))))[0])
                .isExactlyInstanceOf(org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer.class);
        assertThat(layersOf(Nets.replica(stack(layer -> layer.weightNoise(new DropConnect(0.5)))))[0])
                .isExactlyInstanceOf(org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer.class);
    }

    @Test
    void usersNetwork_keepsItsLayers() {
        MultiLayerNetwork network = stack(layer -> {});
        TrainableModel.of(network);
        assertThat(network.getLayer(0))
                .isExactlyInstanceOf(org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"RELU", "TANH"})
    void wayBack_usesWhatTheWayThereComputed(Activation activation) {
        for (Layer layer : hidden(Nets.replica(stack(layer -> layer.activation(activation))))) {
            INDArray expected = weightGradient(layer, () -> {});
            INDArray found = weightGradient(layer, () -> layer.params().addi(1));

            assertThat(found).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RELU", "TANH"})
    void masked_sameBits(Activation activation) {
        MultiLayerNetwork plain = stack(layer -> layer.activation(activation));
        List<Layer> lean = hidden(Nets.replica(plain));
        List<Layer> own = hidden(TrainableModel.of(plain));
        for (int index = 0; index < lean.size(); index++) {
            for (Layer layer : List.of(lean.get(index), own.get(index))) {
                layer.setMaskArray(Nd4j.createFromArray(new float[] {1, 0, 1, 1, 0, 1, 1, 1})
                        .reshape(8, 1));
            }
            assertThat(weightGradient(lean.get(index), () -> {})).isEqualTo(weightGradient(own.get(index), () -> {}));
        }
    }

    /** The hidden layers, ready to go back through. */
    private static List<Layer> hidden(TrainableModel model) {
        model.step(batch(Nets.random(1, 8, 4), 1), new MetricSums(List.of()));
        Layer[] layers = layersOf(model);
        return List.of(layers).subList(0, layers.length - 1);
    }

    private static INDArray weightGradient(Layer layer, Runnable between) {
        LayerWorkspaceMgr memory = LayerWorkspaceMgr.noWorkspaces();
        layer.activate(Nets.random(3, 8, layer.getParam("W").rows()), true, memory);
        between.run();
        return layer.backpropGradient(Nets.random(4, 8, 6), memory)
                .getFirst()
                .getGradientFor("W")
                .dup();
    }

    private static void assertSameBits(Model plain) {
        assertSameBits(plain, step -> Nets.random(step, 8, 4));
    }

    private static void assertSameBits(Model plain, LongFunction<INDArray> inputs) {
        TrainableModel own = TrainableModel.of(plain);
        TrainableModel replica = Nets.replica(plain);
        assertThat(layersOf(replica)).hasAtLeastOneElementOfType(LeanDense.class);
        for (TrainableModel model : List.of(own, replica)) {
            Nd4j.getRandom().setSeed(5);
            for (int step = 0; step < STEPS; step++) {
                Batch batch = batch(inputs.apply(step), step);
                model.step(batch, new MetricSums(List.of()));
                model.predict(batch.inputs());
            }
        }
        assertThat(replica.state().parameters()).isEqualTo(own.state().parameters());
        assertThat(replica.state().updaterState()).isEqualTo(own.state().updaterState());
    }

    private static Batch batch(INDArray input, int seed) {
        return Batch.of(input, Nets.classes(seed, 8));
    }

    private static Layer[] layersOf(TrainableModel model) {
        return model.network() instanceof MultiLayerNetwork stack
                ? stack.getLayers()
                : ((ComputationGraph) model.network()).getLayers();
    }

    private static NeuralNetConfiguration.Builder builder() {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Adam(0.01))
                .l2(0.01)
                .activation(Activation.RELU);
    }

    private static MultiLayerNetwork stack(Consumer<DenseLayer.Builder> change) {
        DenseLayer.Builder first = new DenseLayer.Builder().nIn(4).nOut(6);
        DenseLayer.Builder second = new DenseLayer.Builder().nIn(6).nOut(6);
        change.accept(first);
        change.accept(second);
        return new MultiLayerNetwork(builder()
                .list()
                .layer(first.build())
                .layer(second.build())
                .layer(output(6))
                .build());
    }

    private static OutputLayer output(int in) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(in)
                .nOut(Nets.CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
