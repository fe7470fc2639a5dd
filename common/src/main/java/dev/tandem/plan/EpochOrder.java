package dev.tandem.plan;

import java.io.Serializable;

/**
 * The order in which one epoch visits the indices: a window on the stream of passes over a Sequence.
 *
 * <p>Pass {@code p} of the stream is the identity, or a permutation seeded by {@code (seed, p)}. An epoch of as many steps as there are
 * indices is exactly one pass; with {@code steps_per_epoch} it goes on where the last epoch stopped, as Keras's {@code fit_generator}.
 *
 * @param length number of indices in one pass, at least 1
 * @param seed seeds the permutation of every pass
 * @param shuffle whether passes are permuted
 * @param start position in the stream where this epoch starts, at least 0
 */
public record EpochOrder(int length, long seed, boolean shuffle, long start) implements Serializable {

    public EpochOrder {
        if (length < 1) {
            throw new IllegalArgumentException("Invalid length: " + length + " (a Sequence needs at least one batch)");
        }
        if (start < 0) {
            throw new IllegalArgumentException("Invalid start: " + start + " (must be >= 0)");
        }
    }

    /** The index visited at a position of the epoch, from 0. */
    public int indexAt(int position) {
        long place = start + position;
        int withinPass = (int) (place % length);
        return shuffle ? permutation(place / length).apply(withinPass) : withinPass;
    }

    /** How many passes are complete before a position of the epoch: as often was {@code Sequence.onEpochEnd} called by then. */
    public long passesBefore(int position) {
        return (start + position) / length;
    }

    private Permutation permutation(long pass) {
        return new Permutation(length, Seeds.derive(seed, pass));
    }
}
