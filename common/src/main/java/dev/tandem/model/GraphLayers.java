package dev.tandem.model;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;

/** The layers that the graphs of the zoo are made of. Each method takes the name of the layer before and gives back its own. */
final class GraphLayers {

    private final GraphBuilder graph;
    private final Padding padding;
    private final BatchNormalization batchNorm;

    /** How a window of an odd number of pixels keeps the size of an image, or halves it. */
    enum Padding {
        /** As in Keras and DL4J: with stride 2 the odd pixel goes to the end. */
        SAME,
        /** Half the window on all sides, as in the networks of the Keras applications. */
        HALF
    }

    /** @param batchNorm what all batch normalizations are copies of */
    GraphLayers(GraphBuilder graph, Padding padding, BatchNormalization batchNorm) {
        this.graph = graph;
        this.padding = padding;
        this.batchNorm = batchNorm;
    }

    /** With DL4J's defaults: epsilon 1e-5, and a tenth of each batch in the running statistics. */
    static BatchNormalization usualNorm() {
        return new BatchNormalization.Builder().build();
    }

    /** As in the Keras applications: epsilon 1.001e-5, and a hundredth of each batch in the running statistics. */
    static BatchNormalization kerasNorm() {
        return new BatchNormalization.Builder().eps(1.001e-5).decay(0.99).build();
    }

    String add(String name, Layer layer, String input) {
        graph.addLayer(name, layer, input);
        return name;
    }

    /** A convolution without bias: the batch normalization that follows would take it away again. */
    String convolution(String name, String input, int kernel, int stride, int filters) {
        return add(name, window(kernel, stride).nOut(filters).hasBias(false).build(), input);
    }

    /** The window of a convolution; filters and bias are open. */
    ConvolutionLayer.Builder window(int kernel, int stride) {
        ConvolutionLayer.Builder builder = new ConvolutionLayer.Builder(kernel, kernel).stride(stride, stride);
        return padding == Padding.HALF
                ? builder.padding(kernel / 2, kernel / 2).convolutionMode(ConvolutionMode.Truncate)
                : builder;
    }

    /** A maximum over 3 × 3 values that halves the image. */
    String maxPool(String name, String input) {
        SubsamplingLayer.Builder builder =
                new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(3, 3).stride(2, 2);
        return add(name, padding == Padding.HALF ? builder.padding(1, 1).build() : builder.build(), input);
    }

    /** The mean of 2 × 2 values, which halves the image; an odd row or column is left out. */
    String averagePool(String name, String input) {
        return add(
                name,
                new SubsamplingLayer.Builder(PoolingType.AVG)
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .convolutionMode(ConvolutionMode.Truncate)
                        .build(),
                input);
    }

    String batchNorm(String name, String input) {
        return add(name, batchNorm.clone(), input);
    }

    String relu(String name, String input) {
        return add(
                name, new ActivationLayer.Builder().activation(Activation.RELU).build(), input);
    }

    String sum(String name, String first, String second) {
        graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), first, second);
        return name;
    }

    /** The channels of both, one after the other. */
    String concatenate(String name, String first, String second) {
        graph.addVertex(name, new MergeVertex(), first, second);
        return name;
    }

    /** Ends the graph with global pooling and the classes. */
    ComputationGraphConfiguration classify(ZooOptions options, String pool, String output, String input) {
        add(pool, new GlobalPoolingLayer.Builder(options.top().pooling().type()).build(), input);
        add(output, options.output(), pool);
        return graph.setOutputs(output).build();
    }
}
