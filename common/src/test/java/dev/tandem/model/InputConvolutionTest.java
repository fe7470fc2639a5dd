package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tandem.data.Batch;
import dev.tandem.metric.MetricSums;
import java.util.List;
import java.util.function.IntFunction;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;

class InputConvolutionTest {

    private static final double TOLERANCE = 1e-5;
    private static final int STEPS = 4;
    private static final int CHANNELS = 2;
    private static final int HEIGHT = 9;
    private static final int WIDTH = 11;

    @BeforeAll
    static void needsOneDnn() {
        assumeThat(OneDnn.available()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Truncate,1,1,1,1", "Truncate,3,3,1,1", "Truncate,5,5,2,2", "Truncate,2,3,3,1", "Truncate,3,1,1,4",
                "Truncate,4,4,3,2",
        "Same,1,1,1,1", "Same,3,3,1,1", "Same,5,5,2,2", "Same,2,4,1,1", "Same,2,3,3,1", "Same,4,4,3,2"
    })
    void everyShape_trainsAsWithDl4j(ConvolutionMode mode, int height, int width, int down, int across) {
        assertTrainsAlike(
                stack(filters().kernelSize(height, width).stride(down, across).convolutionMode(mode)));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "3,4"})
    void padded_trainsAsWithDl4j(int down, int across) {
        assertTrainsAlike(stack(filters().padding(down, across)));
    }

    @Test
    void withoutBias_trainsAsWithDl4j() {
        assertTrainsAlike(stack(filters().hasBias(false)));
    }

    @ParameterizedTest
    @EnumSource(names = {"RELU", "IDENTITY", "TANH", "LEAKYRELU"})
    void everyActivation_trainsAsWithDl4j(Activation activation) {
        assertTrainsAlike(stack(filters().activation(activation)));
    }

    @Test
    void dropout_trainsAsWithDl4j() {
        assertTrainsAlike(stack(filters().dropOut(0.5)));
    }

    /** Of 2 × 30 × 30 pixels and filters of 3 × 3, 8 samples are multiplied at a time, or as many as divide the batch. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 13, 16, 24})
    void everyBatchSize_trainsAsWithDl4j(int samples) {
        Model plain = new MultiLayerNetwork(builder()
                .list()
                .layer(filters().build())
                .layer(output())
                .setInputType(InputType.convolutional(30, 30, CHANNELS))
                .build());
        assertTrainsAlike(plain, step -> batch(step, Nets.random(step, samples, CHANNELS, 30, 30)));
    }

    @Test
    void largeImages_areLeftToDl4j() {
        for (int size : new int[] {290, 300}) {
            MultiLayerNetwork plain = new MultiLayerNetwork(builder()
                    .list()
                    .layer(filters().kernelSize(5, 5).stride(1, 1).build())
                    .layer(new SubsamplingLayer.Builder(10, 10).stride(10, 10).build())
                    .layer(output())
                    .setInputType(InputType.convolutional(size, size, CHANNELS))
                    .build());
            TrainableModel replica = Nets.replica(plain);
            replica.step(batch(1, Nets.random(1, 1, CHANNELS, size, size)), new MetricSums(List.of()));

            assertThat(((MultiLayerNetwork) replica.network()).getLayer(0).getHelper())
                    .extracting("gradient")
                    .matches(gradient -> (gradient == null) == (size == 300));
        }
    }

    @Test
    void batchesOfChangingSize_trainAsWithDl4j() {
        assertTrainsAlike(
                stack(filters()), step -> batch(step, Nets.random(step, 3 + step % 3, CHANNELS, HEIGHT, WIDTH)));
    }

    @Test
    void channelsLast_trainsAsWithDl4j() {
        assertTrainsAlike(
                stack(filters().dataFormat(CNN2DFormat.NHWC), CNN2DFormat.NHWC),
                step -> batch(step, Nets.random(step, 5, HEIGHT, WIDTH, CHANNELS)));
    }

    @Test
    void columnMajorInput_trainsAsWithDl4j() {
        assertTrainsAlike(
                stack(filters()),
                step -> batch(
                        step, Nets.random(step, 5, CHANNELS, HEIGHT, WIDTH).dup('f')));
    }

    @Test
    void layersThatShareAnInput_trainAsWithDl4j() {
        var configuration = builder()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(HEIGHT, WIDTH, CHANNELS))
                .addLayer("a", filters().build(), "in")
                .addLayer("b", filters().nOut(5).build(), "in")
                .addVertex("both", new MergeVertex(), "a", "b")
                .addLayer("c", filters().build(), "both")
                .addLayer("out", output(), "c")
                .setOutputs("out")
                .build();
        assertTrainsAlike(new ComputationGraph(configuration));
    }

    @Test
    void onlyTheFirstLayerOfReplicas_isOne() {
        MultiLayerNetwork network = new MultiLayerNetwork(builder()
                .list()
                .layer(filters().build())
                .layer(filters().build())
                .layer(output())
                .setInputType(InputType.convolutional(HEIGHT, WIDTH, CHANNELS))
                .build());
        MultiLayerNetwork replica = (MultiLayerNetwork) Nets.replica(network).network();

        assertThat(replica.getLayer(0).getHelper()).isInstanceOf(InputConvolution.class);
        assertThat(replica.getLayer(1).getHelper()).isExactlyInstanceOf(OneDnnConvolution.class);
        assertThat(network.getLayer(0).getHelper()).isExactlyInstanceOf(OneDnnConvolution.class);
    }

    private static ConvolutionLayer.Builder filters() {
        return new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.RELU);
    }

    private static NeuralNetConfiguration.Builder builder() {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Nesterovs(0.05))
                .l2(0.01);
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder()
                .nOut(Nets.CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static Model stack(ConvolutionLayer.Builder first) {
        return stack(first, CNN2DFormat.NCHW);
    }

    private static Model stack(ConvolutionLayer.Builder first, CNN2DFormat format) {
        return new MultiLayerNetwork(builder()
                .list()
                .layer(first.build())
                .layer(output())
                .setInputType(InputType.convolutional(HEIGHT, WIDTH, CHANNELS, format))
                .build());
    }

    private static Batch batch(int step, INDArray images) {
        return Batch.of(images, Nets.classes(step, (int) images.size(0)));
    }

    private static void assertTrainsAlike(Model plain) {
        assertTrainsAlike(plain, step -> batch(step, Nets.random(step, 5, CHANNELS, HEIGHT, WIDTH)));
    }

    private static void assertTrainsAlike(Model plain, IntFunction<Batch> batches) {
        TrainableModel own = TrainableModel.of(plain);
        TrainableModel replica = Nets.replica(plain);
        INDArray start = own.network().params().dup();
        for (TrainableModel model : List.of(own, replica)) {
            Nd4j.getRandom().setSeed(5);
            for (int step = 0; step < STEPS; step++) {
                model.step(batches.apply(step), new MetricSums(List.of()));
            }
        }
        INDArray expected = own.network().params();
        INDArray found = replica.network().params();
        assertThat(expected.distance2(start)).isGreaterThan(0.01);
        assertThat(found.distance2(expected)).isLessThan(TOLERANCE * expected.distance2(start));
    }
}
