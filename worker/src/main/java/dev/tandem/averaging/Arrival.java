package dev.tandem.averaging;

import java.nio.FloatBuffer;

/** Where the values of one message go. Filled by one transport thread while the task reads what has arrived. */
public final class Arrival {

    private final FloatBuffer destination;
    private final int start;
    private final int step;
    private boolean cancelled;
    private volatile int arrived;

    /**
     * @param destination takes the values, from its position to its limit
     * @param step the task is told after each so many values, and at the end
     */
    Arrival(FloatBuffer destination, int step) {
        this.destination = destination;
        this.start = destination.position();
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
        destination.put(values);
        int count = destination.position() - start;
        if (destination.hasRemaining() && count / step == arrived / step) {
            return false;
        }
        arrived = count;
        return true;
    }

    /** Whether nothing more is wanted: all has come, or the message does not matter any more. */
    public synchronized boolean complete() {
        return cancelled || !destination.hasRemaining();
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
