package dev.tandem.averaging;

import dev.tandem.model.Floats;
import org.jspecify.annotations.Nullable;

/**
 * What one replica brings to an average.
 *
 * @param replica number of the replica, from 0
 * @param samples its weight: how many samples it trained on in this round; 0 if it was idle
 * @param values its parameters and updater state as one vector, lent until the round has ended; not read when it was idle
 * @param fault why this replica cannot go on, or null; a fault of any replica ends the round for all
 */
public record Contribution(
        int replica, long samples, Floats values, @Nullable Fault fault) {

    public Contribution {
        if (replica < 0 || samples < 0) {
            throw new IllegalArgumentException(
                    "Invalid contribution: replica " + replica + ", samples " + samples + " (must be >= 0)");
        }
    }

    /** Values in an array. */
    public Contribution(int replica, long samples, float[] values, @Nullable Fault fault) {
        this(replica, samples, Floats.of(values), fault);
    }

    /** The same replica with values that are elsewhere. */
    public Contribution with(Floats newValues) {
        return new Contribution(replica, samples, newValues, fault);
    }
}
