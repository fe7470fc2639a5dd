package dev.tandem.model;

import dev.tandem.model.GraphLayers.Padding;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * A residual network of eleven layers for photographs of about 100 × 100 pixels and a few thousand samples, made for CPUs: full 3 × 3
 * convolutions of 24 to 128 filters, which oneDNN computes several times faster per multiplication than the depthwise ones of a
 * MobileNet, and a halving of the image in the first convolution of each stage, so that little work is left for the wide ones.
 */
final class SmallResNet {

    private static final int STEM_FILTERS = 24;
    private static final int FILTERS = 32;
    private static final int STAGES = 3;
    private static final double WEIGHT_DECAY = 1e-4;

    private final GraphLayers graph;

    SmallResNet(GraphLayers graph) {
        this.graph = graph;
    }

    static ComputationGraphConfiguration configuration(ZooOptions options) {
        options.requireAtLeast("small_resnet", 16);
        SmallResNet net = new SmallResNet(options.graph(WEIGHT_DECAY, Padding.HALF, GraphLayers.usualNorm()));
        String last = net.convolved("stem", "input", 2, STEM_FILTERS);
        for (int stage = 0; stage < STAGES; stage++) {
            String name = "stage" + (stage + 1);
            int filters = FILTERS << stage;
            last = net.block(name, net.convolved(name + "_half", last, 2, filters), filters);
        }
        return net.graph.classify(options, "pool", "output", last);
    }

    String block(String name, String input, int filters) {
        String first = convolved(name + "_1", input, 1, filters);
        String second = normalized(name + "_2", first, 1, filters);
        return graph.relu(name + "_relu", graph.sum(name + "_sum", second, input));
    }

    String convolved(String name, String input, int stride, int filters) {
        return graph.relu(name + "_relu", normalized(name, input, stride, filters));
    }

    private String normalized(String name, String input, int stride, int filters) {
        return graph.batchNorm(name + "_norm", graph.convolution(name + "_conv", input, 3, stride, filters));
    }
}
