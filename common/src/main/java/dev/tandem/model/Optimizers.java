package dev.tandem.model;

import dev.tandem.metric.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * DL4J's optimizers under Keras's names, with Keras's options and defaults.
 *
 * <p>Where DL4J computes something else it says so: {@code momentum} needs {@code nesterov: true}, since DL4J has only Nesterov's;
 * {@code adagrad} starts its sums at epsilon instead of 0.1; {@code adadelta} has no learning rate (Keras: 0.001). There is no
 * {@code adamw}.
 */
public final class Optimizers {

    private static final double RATE = 0.001;
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-7;

    private static final Map<String, Function<Options, IUpdater>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("sgd", Optimizers::sgd);
        ALL.put("adam", Optimizers::adam);
        ALL.put(
                "rmsprop",
                options -> new RmsProp(
                        options.rate(RATE), options.fraction("rho", 0.9), options.positive("epsilon", EPSILON)));
        ALL.put("adagrad", options -> new AdaGrad(options.rate(RATE), options.positive("epsilon", EPSILON)));
        ALL.put(
                "adadelta",
                options -> new AdaDelta(options.fraction("rho", 0.95), options.positive("epsilon", EPSILON)));
        ALL.put(
                "nadam",
                options -> new Nadam(
                        options.rate(RATE),
                        options.fraction("beta_1", BETA_1),
                        options.fraction("beta_2", BETA_2),
                        options.positive("epsilon", EPSILON)));
        ALL.put(
                "adamax",
                options -> new AdaMax(
                        options.rate(RATE),
                        options.fraction("beta_1", BETA_1),
                        options.fraction("beta_2", BETA_2),
                        options.positive("epsilon", EPSILON)));
    }

    private Optimizers() {}

    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * An optimizer.
     *
     * @param name one of {@link #names()}
     * @param options by Keras's names, such as {@code learning_rate} or {@code beta_1}; those left out take Keras's defaults
     * @throws IllegalArgumentException if the name or an option is unknown, or a value impossible
     */
    public static IUpdater named(String name, Map<String, ?> options) {
        Function<Options, IUpdater> maker = ALL.get(name);
        if (maker == null) {
            throw new IllegalArgumentException("Unknown optimizer: " + name + " (known: " + String.join(", ", names())
                    + ")." + Nearest.hint(name, names()));
        }
        Options read = new Options(name, options);
        IUpdater optimizer = maker.apply(read);
        read.requireAllKnown();
        return optimizer;
    }

    private static IUpdater sgd(Options options) {
        double rate = options.rate(0.01);
        double momentum = options.fraction("momentum", 0);
        boolean nesterov = options.flag("nesterov");
        if (momentum == 0) {
            return new Sgd(rate);
        }
        if (!nesterov) {
            throw new IllegalArgumentException("Invalid sgd momentum: " + momentum
                    + " without nesterov (DL4J has only Nesterov's momentum: add nesterov: true)");
        }
        return new Nesterovs(rate, momentum);
    }

    private static IUpdater adam(Options options) {
        double rate = options.rate(RATE);
        double beta1 = options.fraction("beta_1", BETA_1);
        double beta2 = options.fraction("beta_2", BETA_2);
        double epsilon = options.positive("epsilon", EPSILON);
        return options.flag("amsgrad")
                ? new AMSGrad(rate, beta1, beta2, epsilon)
                : new Adam(rate, beta1, beta2, epsilon);
    }
}
