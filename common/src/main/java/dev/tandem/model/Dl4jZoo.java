package dev.tandem.model;

import dev.tandem.metric.Nearest;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.zoo.ZooModel;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * The networks that DL4J's zoo makes for images of any shape and any number of classes, with random values drawn from the seed and the
 * job's optimizer in place of theirs. Their builders have nothing in common but their methods' names.
 */
final class Dl4jZoo {

    static final String PREFIX = "dl4j/";

    private static final String PACKAGE = "org.deeplearning4j.zoo.model.";

    /** In the alphabet's order. Missing: TextGenerationLSTM, which takes no images, and NASNet, which fails to build itself. */
    static final List<String> NAMES = List.of(
            "AlexNet",
            "Darknet19",
            "FaceNetNN4Small2",
            "InceptionResNetV1",
            "LeNet",
            "ResNet50",
            "SimpleCNN",
            "SqueezeNet",
            "TinyYOLO",
            "UNet",
            "VGG16",
            "VGG19",
            "Xception",
            "YOLO2");

    private Dl4jZoo() {}

    static Model create(String name, ZooOptions options) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("Unknown zoo model: " + PREFIX + name + " (known: " + PREFIX
                    + String.join(", " + PREFIX, NAMES) + ")." + Nearest.hint(name, NAMES));
        }
        if (!options.top().equals(ZooTop.PUBLISHED)) {
            throw new IllegalArgumentException("Invalid option for " + PREFIX + name
                    + ": DL4J's models are made whole (leave out include_top, pooling and dropout)");
        }
        try {
            Model model = built(name, options).init();
            NewOptimizer.put(model, options.optimizer()); // some have one of their own for biases
            return model;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "Cannot make " + PREFIX + name + " for input_shape " + options.inputShape() + ": " + e.getMessage(),
                    e);
        }
    }

    private static ZooModel<?> built(String name, ZooOptions options) {
        try {
            Object builder = Class.forName(PACKAGE + name).getMethod("builder").invoke(null);
            set(builder, "seed", long.class, options.drawnSeed());
            set(builder, "inputShape", int[].class, channelsFirst(options.inputShape()));
            set(builder, "numClasses", int.class, options.classes());
            set(builder, "updater", IUpdater.class, options.optimizer());
            return (ZooModel<?>) builder.getClass().getMethod("build").invoke(builder);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(String.valueOf(e.getCause()), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Not the expected version of DL4J: " + e, e);
        }
    }

    private static void set(Object builder, String option, Class<?> type, Object value)
            throws ReflectiveOperationException {
        builder.getClass().getMethod(option, type).invoke(builder, value);
    }

    private static int[] channelsFirst(List<Integer> shape) {
        return new int[] {shape.get(2), shape.get(0), shape.get(1)};
    }
}
