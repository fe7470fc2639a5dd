package dev.tandem.model;

import dev.tandem.model.OneDnnCases.Case;
import java.util.Random;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;

/** Small networks around the layers that {@link OneDnn} accelerates or leaves alone, and batches for them. */
final class OneDnnNetworks {

    private static final int CLASSES = 3;

    private OneDnnNetworks() {}

    /** A convolution in front makes the gradient that leaves the first layer in question show. */
    static MultiLayerNetwork network(Case tested, DataType type) {
        var builder = new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(type)
                .updater(new Nesterovs(0.05))
                .list();
        builder.layer(OneDnnCases.convolution(tested.format(), 3)
                .nOut(3)
                .convolutionMode(ConvolutionMode.Same)
                .build());
        tested.layers().forEach(layer -> builder.layer(layer.clone()));
        builder.layer(output());
        builder.setInputType(InputType.convolutional(OneDnnCases.SIZE, OneDnnCases.SIZE, 2, tested.format()));
        MultiLayerNetwork network = new MultiLayerNetwork(builder.build());
        network.init();
        return network;
    }

    static ComputationGraph residualGraph() {
        var graph = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Nesterovs(0.05))
                .graphBuilder();
        graph.addInputs("image").setInputTypes(InputType.convolutional(OneDnnCases.SIZE, OneDnnCases.SIZE, 2));
        var same = OneDnnCases.convolution(CNN2DFormat.NCHW, 3)
                .convolutionMode(ConvolutionMode.Same)
                .hasBias(false)
                .build();
        graph.addLayer("stem", same.clone(), "image").addLayer("convolution", same.clone(), "stem");
        graph.addLayer("normalization", new BatchNormalization(), "convolution");
        graph.addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "normalization", "stem");
        graph.addLayer("output", output(), "sum");
        ComputationGraph network =
                new ComputationGraph(graph.setOutputs("output").build());
        network.init();
        return network;
    }

    private static Layer output() {
        return new OutputLayer.Builder()
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }

    static DataSet batch(CNN2DFormat format, int step) {
        return batch(format, step, OneDnnCases.SIZE, 4 + step % 3);
    }

    static DataSet batch(CNN2DFormat format, int seed, int size, int examples) {
        int[] shape =
                format == CNN2DFormat.NCHW ? new int[] {examples, 2, size, size} : new int[] {examples, size, size, 2};
        Random random = new Random(seed);
        float[] values = new float[examples * 2 * size * size];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        INDArray labels = Nd4j.zeros(examples, CLASSES);
        for (int example = 0; example < examples; example++) {
            labels.putScalar(example, random.nextInt(CLASSES), 1);
        }
        return new DataSet(Nd4j.create(values, shape), labels);
    }
}
