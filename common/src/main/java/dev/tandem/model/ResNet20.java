package dev.tandem.model;

import dev.tandem.model.GraphLayers.Padding;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

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

    private final GraphLayers graph;

    private ResNet20(GraphLayers graph) {
        this.graph = graph;
    }

    static ComputationGraphConfiguration configuration(ZooOptions options) {
        options.requireAtLeast("resnet20", 4);
        ResNet20 net = new ResNet20(options.graph(WEIGHT_DECAY, Padding.SAME, GraphLayers.usualNorm()));
        return net.graph.classify(options, "pool", "output", net.stages());
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
        return relu(name, graph.sum(name + "_sum", second, shortcut));
    }

    private String normalized(String name, String input, int kernel, int filters, int stride) {
        return graph.batchNorm(name + "_norm", graph.convolution(name + "_conv", input, kernel, stride, filters));
    }

    private String relu(String name, String input) {
        return graph.relu(name + "_relu", input);
    }
}
