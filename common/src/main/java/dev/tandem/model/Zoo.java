package dev.tandem.model;

import dev.tandem.metric.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.IUpdater;

/** The door to the models that come with Tandem: mlp, lenet, resnet20. */
public final class Zoo {

    private static final Map<String, Function<ZooOptions, Model>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("mlp", options -> new MultiLayerNetwork(Mlp.configuration(options)));
        ALL.put("lenet", options -> new MultiLayerNetwork(LeNet.configuration(options)));
        ALL.put("resnet20", options -> new ComputationGraph(ResNet20.configuration(options)));
    }

    private Zoo() {}

    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * A model with random values drawn from {@code seed}. Images enter as (batch size, channels, height, width).
     *
     * @param name one of {@link #names()}
     * @param inputShape height, width and channels of one sample
     * @param classes columns of the targets; 1 for a yes or no, which is a sigmoid with binary cross entropy instead of a softmax
     * @param optimizer as from {@link Optimizers#named}
     * @param seed of the random values
     * @throws IllegalArgumentException if the name is unknown, or the shape does not fit the model
     */
    public static Model create(String name, List<Integer> inputShape, int classes, IUpdater optimizer, long seed) {
        Function<ZooOptions, Model> maker = ALL.get(name);
        if (maker == null) {
            throw new IllegalArgumentException("Unknown zoo model: " + name + " (known: " + String.join(", ", names())
                    + ")." + Nearest.hint(name, names()));
        }
        Model model = maker.apply(new ZooOptions(inputShape, classes, optimizer, seed));
        model.init();
        return model;
    }
}
