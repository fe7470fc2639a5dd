package dev.tandem.bench.rivals;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The densely connected network of 121 layers for images of 224 × 224 × 3 and 1000 classes (Huang et al., "Densely Connected Convolutional
 * Networks", 2016, table 1, with bottlenecks and halving transitions), layer by layer as {@code scripts/lib/bench/models.py} has it.
 */
final class DenseNet121 {

    /** Batch size, channels, height, width. */
    static final int[] BATCH = {8, 3, 224, 224};

    static final int CLASSES = 1000;

    private static final int GROWTH = 32;
    private static final int[] STAGES = {6, 12, 24, 16};

    private final GraphBuilder graph;
    private String last = "input";
    private int count;

    private DenseNet121(GraphBuilder graph) {
        this.graph = graph;
    }

    static ComputationGraph create() {
        DenseNet121 network = new DenseNet121(new NeuralNetConfiguration.Builder()
                .seed(42)
                .updater(new Adam(0.001))
                .weightInit(WeightInit.RELU)
                .activation(Activation.IDENTITY)
                .convolutionMode(ConvolutionMode.Same)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(BATCH[2], BATCH[3], BATCH[1])));
        network.layers();
        ComputationGraph graph = new ComputationGraph(network.graph.build());
        graph.init();
        return graph;
    }

    private void layers() {
        int channels = 2 * GROWTH;
        convolution(7, 2, channels);
        normalized();
        add(pooling(PoolingType.MAX, 3));
        for (int stage = 0; stage < STAGES.length; stage++) {
            for (int layer = 0; layer < STAGES[stage]; layer++) {
                denseLayer();
                channels += GROWTH;
            }
            normalized();
            if (stage < STAGES.length - 1) {
                channels /= 2;
                convolution(1, 1, channels);
                add(pooling(PoolingType.AVG, 2));
            }
        }
        add(new GlobalPoolingLayer.Builder(PoolingType.AVG).build());
        add(new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build());
        graph.setOutputs(last);
    }

    private void denseLayer() {
        String input = last;
        normalized();
        convolution(1, 1, 4 * GROWTH);
        normalized();
        convolution(3, 1, GROWTH);
        String joined = "join" + ++count;
        graph.addVertex(joined, new MergeVertex(), input, last);
        last = joined;
    }

    private void normalized() {
        add(new BatchNormalization.Builder().build());
        add(new ActivationLayer.Builder().activation(Activation.RELU).build());
    }

    private void convolution(int kernel, int stride, int filters) {
        add(new ConvolutionLayer.Builder(kernel, kernel)
                .stride(stride, stride)
                .nOut(filters)
                .hasBias(false)
                .build());
    }

    private static SubsamplingLayer pooling(PoolingType type, int kernel) {
        return new SubsamplingLayer.Builder(type)
                .kernelSize(kernel, kernel)
                .stride(2, 2)
                .build();
    }

    private void add(Layer layer) {
        String name = "layer" + ++count;
        graph.addLayer(name, layer, last);
        last = name;
    }
}
