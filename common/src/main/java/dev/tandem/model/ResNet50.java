package dev.tandem.model;

import dev.tandem.model.GraphLayers.Padding;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * The residual network of 50 layers (He et al., "Deep Residual Learning for Image Recognition", 2015, table 1, with weight decay 0.0001),
 * layer by layer and name by name as ResNet50 among the Keras applications, where a stage's first 1 × 1 convolution halves the image.
 *
 * <p>As there, convolutions have biases, though the batch norm after each takes them away again. Their gradients are rounding errors,
 * which an optimizer that scales them, such as Adam, would let drift; so no optimizer scales them, and they stay next to 0.
 */
final class ResNet50 {

    private static final List<Integer> BLOCKS = List.of(3, 4, 6, 3);
    private static final int FILTERS = 64;
    private static final int WIDENING = 4;
    private static final double WEIGHT_DECAY = 1e-4;

    private final GraphLayers graph;

    ResNet50(GraphLayers graph) {
        this.graph = graph;
    }

    static ComputationGraphConfiguration configuration(ZooOptions options) {
        options.requireAtLeast("resnet50", 32);
        ResNet50 net = new ResNet50(options.graph(WEIGHT_DECAY, Padding.HALF, GraphLayers.kerasNorm()));
        String stem = net.activated("conv1_", net.normalized("conv1_", "input", 7, 2, FILTERS));
        return net.graph.classify(
                options, "avg_pool", "predictions", net.stages(net.graph.maxPool("pool1_pool", stem)));
    }

    private String stages(String input) {
        String last = input;
        for (int stage = 0; stage < BLOCKS.size(); stage++) {
            for (int block = 0; block < BLOCKS.get(stage); block++) {
                String name = "conv" + (stage + 2) + "_block" + (block + 1) + "_";
                int filters = FILTERS << stage;
                int stride = stage > 0 && block == 0 ? 2 : 1;
                String shortcut = block == 0 ? normalized(name + "0_", last, 1, stride, WIDENING * filters) : last;
                last = block(name, last, shortcut, filters, stride);
            }
        }
        return last;
    }

    String block(String name, String input, String shortcut, int filters, int stride) {
        String first = activated(name + "1_", normalized(name + "1_", input, 1, stride, filters));
        String second = activated(name + "2_", normalized(name + "2_", first, 3, 1, filters));
        String third = normalized(name + "3_", second, 1, 1, WIDENING * filters);
        return graph.relu(name + "out", graph.sum(name + "add", shortcut, third));
    }

    private String activated(String name, String input) {
        return graph.relu(name + "relu", input);
    }

    String normalized(String name, String input, int kernel, int stride, int filters) {
        String convolution = graph.add(
                name + "conv",
                graph.window(kernel, stride)
                        .nOut(filters)
                        .biasUpdater(new NoOp())
                        .build(),
                input);
        return graph.batchNorm(name + "bn", convolution);
    }
}
