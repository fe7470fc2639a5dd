package dev.tandem.model;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/**
 * The residual network of 20 layers for small images: three stages of three blocks with 16, 32 and 64 filters (He et al., "Deep Residual
 * Learning for Image Recognition", 2015, section 4.2, with weight decay 0.0001). Where a block halves the image, its shortcut is a 1 × 1
 * convolution (the paper's option B). Convolutions have no bias: each is followed by a batch norm, which would take it away again.
 */
final class ResNet20 {

    private static final int STAGES = 3;
    private static final int BLOCKS = 3;
    private static final int FILTERS = 16;
    private static final double WEIGHT_DECAY = 1e-4;

    private final GraphBuilder graph;

    private ResNet20(GraphBuilder graph) {
        this.graph = graph;
    }

    static ComputationGraphConfiguration configuration(ZooOptions options) {
        options.requireAtLeast("resnet20", 4);
        GraphBuilder graph = options.builder()
                .weightInit(WeightInit.RELU)
                .l2(WEIGHT_DECAY)
                .activation(Activation.IDENTITY)
                .convolutionMode(ConvolutionMode.Same)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(options.inputType());
        String last = new ResNet20(graph).stages();
        return graph.addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), last)
                .addLayer("output", options.output(), "pool")
                .setOutputs("output")
                .build();
    }

    private String stages() {
        String last = relu("stem", normalized("stem", "input", 3, FILTERS, 1));
        for (int stage = 0; stage < STAGES; stage++) {
            for (int block = 0; block < BLOCKS; block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                last = block("stage" + (stage + 1) + "_block" + (block + 1), last, FILTERS << stage, stride);
            }
        }
        return last;
    }

    private String block(String name, String input, int filters, int stride) {
        String first = relu(name + "_1", normalized(name + "_1", input, 3, filters, stride));
        String second = normalized(name + "_2", first, 3, filters, 1);
        String shortcut = stride == 1 ? input : normalized(name + "_shortcut", input, 1, filters, stride);
        graph.addVertex(name + "_sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), second, shortcut);
        return relu(name, name + "_sum");
    }

    private String normalized(String name, String input, int kernel, int filters, int stride) {
        graph.addLayer(
                name + "_conv",
                new ConvolutionLayer.Builder(kernel, kernel)
                        .stride(stride, stride)
                        .nOut(filters)
                        .hasBias(false)
                        .build(),
                input);
        graph.addLayer(name + "_norm", new BatchNormalization.Builder().build(), name + "_conv");
        return name + "_norm";
    }

    private String relu(String name, String input) {
        graph.addLayer(
                name + "_relu",
                new ActivationLayer.Builder().activation(Activation.RELU).build(),
                input);
        return name + "_relu";
    }
}
