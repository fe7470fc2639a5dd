package dev.tandem.model;

import java.io.Serializable;

/**
 * What a machine needs to build a network, without its values.
 *
 * @param kind which of DL4J's two classes
 * @param configuration DL4J's JSON
 */
public record ModelDefinition(Kind kind, String configuration) implements Serializable {

    /** DL4J's two kinds of network. */
    public enum Kind {
        MULTI_LAYER_NETWORK,
        COMPUTATION_GRAPH
    }

    /**
     * The network with all values 0, until a state is restored into it. Takes no random numbers.
     *
     * @throws IllegalArgumentException if the configuration is not DL4J's, or names a layer class that is not on the class path
     */
    public TrainableModel build() {
        return Networks.trainable(Networks.withZeros(this));
    }
}
