package dev.tandem.checkpoint;

import java.util.Optional;

/**
 * What was found out about a file system at the start.
 *
 * @param limit why it is not {@link Durability#DURABLE}; empty if it is
 */
record Probe(Durability durability, Optional<String> limit) {

    static final Probe DURABLE = new Probe(Durability.DURABLE, Optional.empty());

    static Probe limited(Durability durability, String because) {
        return new Probe(durability, Optional.of(because));
    }
}
