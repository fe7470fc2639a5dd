package dev.tandem.model;

import java.io.Serializable;

/**
 * Which layers do not train, and until when: all of them up to and including one, in the order in which the network computes them.
 * While frozen they compute as in inference, batch norms with their running statistics and without dropout, and keep all their bits.
 *
 * @param until name of the last frozen layer
 * @param unfreezeAt the epoch, counted from 0, from which on they train; {@link #NEVER} for none
 */
public record Freezing(String until, int unfreezeAt) implements Serializable {

    /** For layers that never train. */
    public static final int NEVER = Integer.MAX_VALUE;

    public Freezing {
        if (until.isBlank()) {
            throw new IllegalArgumentException("Invalid freeze.until: '" + until + "' (must be the name of a layer)");
        }
        if (unfreezeAt < 1) {
            throw new IllegalArgumentException(
                    "Invalid freeze.unfreeze_at: " + unfreezeAt + " (must be >= 1, since epochs are counted from 0)");
        }
    }

    boolean holdsIn(int epoch) {
        return epoch < unfreezeAt;
    }
}
