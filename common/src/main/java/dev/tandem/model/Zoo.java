package dev.tandem.model;

import dev.tandem.metric.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.IUpdater;

/** The door to the models that come with Tandem, and to those of DL4J's own zoo as {@code dl4j/NAME}. */
public final class Zoo {

    private static final Map<String, Function<ZooOptions, Model>> ALL = new LinkedHashMap<>();

    static {
        ALL.put(Mlp.NAME, options -> new MultiLayerNetwork(Mlp.configuration(options)));
        ALL.put("lenet", options -> new MultiLayerNetwork(LeNet.configuration(options)));
        graph("small_resnet", SmallResNet::configuration);
        graph("resnet20", ResNet20::configuration);
        graph("resnet50", ResNet50::configuration);
        graph("densenet_bc", DenseNet::forSmallImages);
        denseNet("densenet121", List.of(6, 12, 24, 16));
        denseNet("densenet169", List.of(6, 12, 32, 32));
        denseNet("densenet201", List.of(6, 12, 48, 32));
    }

    private Zoo() {}

    /** Tandem's own models. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * A model with random values drawn from the seed. Images enter as (batch size, channels, height, width), rows as
     * (batch size, features).
     *
     * @param name one of {@link #names()}, or {@code dl4j/} and the name of a class of DL4J's zoo
     * @throws IllegalArgumentException if the name is unknown, or an option does not fit the model
     */
    public static Model create(String name, ZooOptions options) {
        if (name.startsWith(Dl4jZoo.PREFIX)) {
            options.requirePictures(name);
            return Dl4jZoo.create(name.substring(Dl4jZoo.PREFIX.length()), options);
        }
        Function<ZooOptions, Model> maker = ALL.get(name);
        if (maker == null) {
            throw new IllegalArgumentException("Unknown zoo model: " + name + " (known: " + String.join(", ", names())
                    + ", and DL4J's own as " + Dl4jZoo.PREFIX + "NAME)." + Nearest.hint(name, names()));
        }
        if (!name.equals(Mlp.NAME)) {
            options.requirePictures(name);
        }
        Model model = maker.apply(options);
        model.init();
        return model;
    }

    /** As {@link #create(String, ZooOptions)}, with the top that the model was published with. */
    public static Model create(String name, List<Integer> inputShape, int classes, IUpdater optimizer, long seed) {
        return create(name, new ZooOptions(inputShape, classes, optimizer, seed, ZooTop.PUBLISHED));
    }

    private static void denseNet(String name, List<Integer> blocks) {
        graph(name, options -> DenseNet.forPhotographs(options, name, blocks));
    }

    private static void graph(String name, Function<ZooOptions, ComputationGraphConfiguration> configuration) {
        ALL.put(name, options -> new ComputationGraph(configuration.apply(options)));
    }
}
