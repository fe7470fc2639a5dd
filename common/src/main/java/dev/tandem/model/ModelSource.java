package dev.tandem.model;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.learning.config.IUpdater;

/** Where a model comes from. */
public sealed interface ModelSource {

    /**
     * Makes or loads the network.
     *
     * @param hadoop how file systems are reached
     * @throws IOException if a file is missing, unreadable or no model; the message names it
     * @throws IllegalArgumentException if a name, class or option is wrong; the message names it
     */
    Model create(Configuration hadoop) throws IOException;

    /** A model of the {@link Zoo}; the rest are {@link ZooOptions}, which are checked when it is made. */
    record OfZoo(String name, List<Integer> inputShape, int classes, IUpdater optimizer, long seed, ZooTop top)
            implements ModelSource {

        public OfZoo {
            inputShape = List.copyOf(inputShape);
        }

        @Override
        public Model create(Configuration hadoop) {
            return Zoo.create(name, new ZooOptions(inputShape, classes, optimizer, seed, top));
        }
    }

    /**
     * DL4J's zip, with the optimizer's state if it is there. Objects that others may have put into the zip are not read, since that
     * would run code from it.
     *
     * @param path on any of Hadoop's file systems
     */
    record OfFile(String path) implements ModelSource {

        @Override
        public Model create(Configuration hadoop) throws IOException {
            return ModelFile.read(path, hadoop);
        }
    }

    /**
     * A user's {@link ModelFactory}.
     *
     * @param className its full name
     * @param options handed to it
     */
    record OfClass(String className, Map<String, Object> options) implements ModelSource {

        public OfClass {
            options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        }

        @Override
        public Model create(Configuration hadoop) {
            return UserModel.create(className, options);
        }
    }
}
