package dev.tandem.averaging;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** Words that one peer sends in one phase of a round, in one message or in several that follow each other. */
final class Incoming {

    final float[] words;
    private final int start;
    private final int size;
    private final int step;
    private final @Nullable Storage lender;
    private volatile @Nullable Message current;

    /** One object, so that a reader never joins one message's start with another's progress. */
    private record Message(int offset, Arrival arrival) {}

    private Incoming(float[] words, int start, int size, int step, @Nullable Storage lender) {
        this.words = words;
        this.start = start;
        this.size = size;
        this.step = step;
        this.lender = lender;
    }

    /** What comes goes to an array of the storage, until {@link #release}; the task is told after each {@code step} words of a message. */
    static Incoming stored(Storage storage, int size, int step) {
        return new Incoming(storage.take(size), 0, size, step, storage);
    }

    /** What comes goes where it belongs, from {@code start} on; the task is told after each message. */
    static Incoming into(float[] words, int start, int size) {
        return new Incoming(words, start, size, Integer.MAX_VALUE, null);
    }

    /** The next message's place. */
    Arrival next(MessageHeader header) {
        int before = arrived();
        if (header.offset() != before || header.floats() > size - before) {
            throw new IllegalArgumentException(header.phase() + " of " + header.floats() + " floats at "
                    + header.offset() + " in round " + header.round() + " (must follow the " + before + " of " + size
                    + " that have come)");
        }
        Arrival arrival = new Arrival(FloatBuffer.wrap(words, start + before, header.floats()), step);
        current = new Message(before, arrival);
        return arrival;
    }

    /** How many words have come. */
    int arrived() {
        Message message = current;
        return message == null ? 0 : message.offset + message.arrival.arrived();
    }

    void cancel() {
        Message message = current;
        if (message != null) {
            message.arrival.cancel();
        }
    }

    /** The array is of no more use. */
    void release() {
        if (lender != null) {
            lender.giveBack(words);
        }
    }
}
