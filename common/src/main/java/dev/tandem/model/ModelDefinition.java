package dev.tandem.model;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a machine needs to build a network, without its values.
 *
 * @param kind which of DL4J's two classes
 * @param configuration DL4J's JSON
 * @param freezing which layers do not train at first; null for none
 */
public record ModelDefinition(
        Kind kind, String configuration, @Nullable Freezing freezing) implements Serializable {

    /** A network all of whose layers train. */
    public ModelDefinition(Kind kind, String configuration) {
        this(kind, configuration, null);
    }

    /** DL4J's two kinds of network. */
    public enum Kind {
        MULTI_LAYER_NETWORK,
        COMPUTATION_GRAPH
    }

    /** SHA-256, in hexadecimal, of all of it: equal for equal definitions. */
    public String sha256() {
        String frozen = freezing == null ? "" : "\n" + freezing.unfreezeAt() + " " + freezing.until();
        return Sha256.hex((kind + "\n" + configuration + frozen).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The network with all values 0, until a state is restored into it. Takes no random numbers.
     *
     * @throws IllegalArgumentException if the configuration is not DL4J's, or names a layer class that is not on the class path
     */
    public TrainableModel build() {
        return Networks.replica(this);
    }
}
