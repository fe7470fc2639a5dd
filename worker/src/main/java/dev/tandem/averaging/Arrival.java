package dev.tandem.averaging;

import dev.tandem.model.Floats;
import java.nio.FloatBuffer;

/** Where the values of one message go. Filled by one transport thread while the task reads what has arrived. */
public final class Arrival {

    private final Incoming destination;
    private final int start;
    private final int size;
    private final int step;
    private int count;
    private boolean cancelled;
    private volatile int arrived;

    /**
     * @param destination takes {@code size} values from {@code start} on
     * @param step the task is told after each so many values, and at the end
     */
    Arrival(Incoming destination, int start, int size, int step) {
        this.destination = destination;
        this.start = start;
        this.size = size;
        this.step = step;
    }

    /**
     * Takes the next values; after {@link #cancel} they are dropped.
     *
     * @return whether the task should be woken
     */
    public synchronized boolean put(FloatBuffer values) {
        if (cancelled) {
            return false;
        }
        int more = values.remaining();
        if (more > size - count) {
            throw new IllegalArgumentException(
                    "message of more than the " + size + " floats that it announced, at " + (count + more));
        }
        destination.place().write(start + count, values);
        count += more;
        if (count < size && count / step == arrived / step) {
            return false;
        }
        arrived = count;
        return true;
    }

    /**
     * Takes the whole message from a sender in this JVM, where it may be read until all results of its round have come.
     *
     * @return whether the task should be woken
     */
    public synchronized boolean take(Floats values) {
        if (!cancelled && destination.lend(values)) {
            count = size;
            arrived = size;
            return true;
        }
        boolean wake = false;
        for (FloatBuffer piece : values.pieces()) {
            wake |= put(piece);
        }
        return wake;
    }

    /** Whether nothing more is wanted: all has come, or the message does not matter any more. */
    public synchronized boolean complete() {
        return cancelled || count == size;
    }

    /** Leaves the destination alone from now on: its array may be used for something else. */
    synchronized void cancel() {
        cancelled = true;
    }

    /** How many values the task may read. */
    int arrived() {
        return arrived;
    }
}
