package dev.tandem.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Indexed batches, as Keras's {@code Sequence} (now {@code PyDataset}): {@link #length()} of them, {@link #get(int)} makes one.
 *
 * <p>A Sequence travels to executors by Java serialization and is opened where it is used: keep files and caches in transient fields.
 * {@link #get(int)} is called from several threads at once; it must return the same batch for the same index until
 * {@link #onEpochEnd()} is called, whichever copy is asked.
 */
public non-sealed interface Sequence extends TrainingData, Iterable<Batch> {

    /** Number of batches in one pass; at least 1, and the same on every copy. */
    int length();

    /**
     * Makes one batch, of arrays of its own: whoever asked for it closes it after use.
     *
     * @param index from 0 to {@code length() - 1}
     * @throws IOException if the batch cannot be read; the message names the file
     */
    Batch get(int index) throws IOException;

    /**
     * Called on every copy of the training data after each full pass, in the same order everywhere; a hook to reshuffle by a seeded rule.
     *
     * <p>It is called between epochs only: an epoch of {@code steps_per_epoch} batches that begins or ends within a pass reads all of them
     * as of its beginning, with as many calls before it as passes were complete by then.
     */
    default void onEpochEnd() {}

    /** Hosts that hold the data of the indices {@code from} (inclusive) to {@code to} (exclusive), best first; empty for no preference. */
    default List<String> preferredHosts(int from, int to) {
        return List.of();
    }

    /** What a model that is trained on this data should remember of it. */
    default DataNotes notes() {
        return DataNotes.NONE;
    }

    /** All batches of one pass in index order; failures surface as {@link UncheckedIOException}. */
    @Override
    default Iterator<Batch> iterator() {
        return IntStream.range(0, length()).mapToObj(this::getUnchecked).iterator();
    }

    private Batch getUnchecked(int index) {
        try {
            return get(index);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read batch " + index + ": " + e.getMessage(), e);
        }
    }
}
