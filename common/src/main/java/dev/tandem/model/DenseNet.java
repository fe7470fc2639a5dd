package dev.tandem.model;

import dev.tandem.model.GraphLayers.Padding;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * Densely connected networks with bottlenecks and halving transitions (Huang et al., "Densely Connected Convolutional Networks", 2016):
 * each block sees the channels of all blocks of its stage before it and adds a few of its own. Weight decay 0.0001 as in the paper.
 */
final class DenseNet {

    private static final int BOTTLENECK = 4;
    private static final double WEIGHT_DECAY = 1e-4;

    private final GraphLayers graph;
    private final int growth;
    private int channels;

    DenseNet(GraphLayers graph, int growth) {
        this.graph = graph;
        this.growth = growth;
        this.channels = 2 * growth;
    }

    /**
     * DenseNet-121, 169 and 201 (the paper's table 1), layer by layer and name by name as among the Keras applications.
     *
     * @param blocks of each stage
     */
    static ComputationGraphConfiguration forPhotographs(ZooOptions options, String name, List<Integer> blocks) {
        options.requireAtLeast(name, 32);
        DenseNet net = new DenseNet(options.graph(WEIGHT_DECAY, Padding.HALF, GraphLayers.kerasNorm()), 32);
        String stem = net.normalized("conv1_", net.graph.convolution("conv1_conv", "input", 7, 2, net.channels));
        return net.classified(options, blocks, net.graph.maxPool("pool1", stem));
    }

    /** DenseNet-BC of 100 layers and growth 12, the paper's network of 0.8 million parameters for images of 32 × 32 pixels. */
    static ComputationGraphConfiguration forSmallImages(ZooOptions options) {
        options.requireAtLeast("densenet_bc", 4);
        DenseNet net = new DenseNet(options.graph(WEIGHT_DECAY, Padding.HALF, GraphLayers.usualNorm()), 12);
        String stem = net.graph.convolution("conv1_conv", "input", 3, 1, net.channels);
        return net.classified(options, List.of(16, 16, 16), stem);
    }

    private ComputationGraphConfiguration classified(ZooOptions options, List<Integer> blocks, String input) {
        String last = input;
        for (int stage = 0; stage < blocks.size(); stage++) {
            for (int block = 0; block < blocks.get(stage); block++) {
                last = block("conv" + (stage + 2) + "_block" + (block + 1) + "_", last);
            }
            if (stage < blocks.size() - 1) {
                last = transition("pool" + (stage + 2) + "_", last);
            }
        }
        return graph.classify(options, "avg_pool", "predictions", normalized("", last));
    }

    String block(String name, String input) {
        String narrow = graph.convolution(name + "1_conv", normalized(name + "0_", input), 1, 1, BOTTLENECK * growth);
        String grown = graph.convolution(name + "2_conv", normalized(name + "1_", narrow), 3, 1, growth);
        channels += growth;
        return graph.concatenate(name + "concat", input, grown);
    }

    String transition(String name, String input) {
        channels /= 2;
        return graph.averagePool(
                name + "pool", graph.convolution(name + "conv", normalized(name, input), 1, 1, channels));
    }

    private String normalized(String name, String input) {
        return graph.relu(name + "relu", graph.batchNorm(name + "bn", input));
    }
}
