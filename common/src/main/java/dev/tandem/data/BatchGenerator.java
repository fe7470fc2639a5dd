package dev.tandem.data;

import java.io.IOException;
import java.util.Iterator;

/**
 * Batches without indices or length, as a Python generator for Keras's {@code fit_generator}: one stream for each replica and epoch.
 *
 * <pre>
 * BatchGenerator lines = (replica, replicas, epoch) -&gt; new EveryNth(file, replica, replicas);   // each replica its own lines
 * trainer.fit(lines, FitOptions.epochs(5).stepsPerEpoch(1000));
 * </pre>
 *
 * <p>A generator travels to executors by Java serialization; what it opens stays there. It alone decides what its streams hold: Tandem
 * takes {@code steps_per_epoch} batches over all replicas, but cannot promise that every sample is among them, or only once.
 *
 * <p>Training that goes on within an epoch on another copy (after a lost executor or a resume) opens the stream again and skips what the
 * replica has taken in this epoch before. So the same bits come out if {@link #open} gives equal streams for equal arguments, and
 * skipping costs as much as reading. A commit within the epoch does not open it again.
 */
@FunctionalInterface
public non-sealed interface BatchGenerator extends TrainingData {

    /**
     * Opens a replica's stream of one epoch.
     *
     * @param replica number of the replica, from 0
     * @param replicas how many there are
     * @param epoch number of the epoch, from 0
     * @return batches, possibly without end, each of arrays of its own: whoever takes one closes it after use. It is read by one thread
     *     at a time, a little ahead of the model, and closed after use if it is {@link AutoCloseable}
     * @throws IOException if the stream cannot be opened; the message names the file
     */
    Iterator<Batch> open(int replica, int replicas, int epoch) throws IOException;
}
