package dev.tandem.averaging;

import dev.tandem.model.Floats;
import java.util.function.IntPredicate;

/**
 * The tasks of one segment, as one of them sees the others: messages to each, in order, and waiting that ends when a peer is lost or
 * this task is cancelled. But for what arrives in the {@link Inbox}, confined to one thread.
 */
public interface Peers extends AutoCloseable {

    /** Number of this task, from 0. */
    int rank();

    /** How many tasks there are. */
    int size();

    /** The other tasks; each task begins with another one, so that not all send to the same one first. */
    default int[] others() {
        int[] others = new int[size() - 1];
        for (int i = 0; i < others.length; i++) {
            others[i] = (rank() + 1 + i) % size();
        }
        return others;
    }

    /** Begins to take messages; once, before anything is sent. */
    void open(Inbox inbox);

    /**
     * Sends a message. The body must stay as it is until {@link #awaitSent} has returned.
     *
     * @param peer rank of the receiver
     * @param body its values, {@code header.floats()} in all
     * @throws PeerLostException if the peer, or another, is lost
     */
    void send(int peer, MessageHeader header, Floats body) throws InterruptedException;

    /**
     * Waits until {@code heard} holds for every other rank. It is asked again whenever something has arrived.
     *
     * @throws PeerLostException if a peer died, or left before it was heard
     * @throws InterruptedException if this task was cancelled
     */
    void await(IntPredicate heard) throws InterruptedException;

    /** Waits until everything sent is out of this task's arrays. */
    void awaitSent() throws InterruptedException;

    /** What this task has sent so far. */
    Traffic sent();

    /** Leaves; peers that still wait for this task fail. */
    @Override
    void close();
}
