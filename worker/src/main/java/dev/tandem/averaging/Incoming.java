package dev.tandem.averaging;

import dev.tandem.model.Floats;
import org.jspecify.annotations.Nullable;

/** Words that one peer sends in one phase of a round, in one message or in several that follow each other. */
final class Incoming {

    private final int size;
    private final int step;
    private final boolean readsInPlace;
    private final @Nullable Storage lender;
    private float @Nullable [] stored;
    private @Nullable Floats place;
    private volatile @Nullable Message current;

    /** One object, so that a reader never joins one message's start with another's progress. */
    private record Message(int offset, Arrival arrival) {}

    private Incoming(int size, int step, boolean readsInPlace, @Nullable Storage lender, @Nullable Floats place) {
        this.size = size;
        this.step = step;
        this.readsInPlace = readsInPlace;
        this.lender = lender;
        this.place = place;
    }

    /**
     * What comes goes to an array of the storage, until {@link #release}.
     *
     * @param step the task is told after each so many words of a message
     * @param readsInPlace whether a sender in this JVM may have it read where it is
     */
    static Incoming stored(Storage storage, int size, int step, boolean readsInPlace) {
        return new Incoming(size, step, readsInPlace, storage, null);
    }

    /** What comes goes where it belongs, from {@code start} on; the task is told after each message. */
    static Incoming into(Floats result, int start, int size) {
        return new Incoming(size, Integer.MAX_VALUE, false, null, result.part(start, size));
    }

    /** The next message's place. */
    Arrival next(MessageHeader header) {
        int before = arrived();
        if (header.offset() != before || header.floats() > size - before) {
            throw new IllegalArgumentException(header.phase() + " of " + header.floats() + " floats at "
                    + header.offset() + " in round " + header.round() + " (must follow the " + before + " of " + size
                    + " that have come)");
        }
        Arrival arrival = new Arrival(this, before, header.floats(), step);
        current = new Message(before, arrival);
        return arrival;
    }

    /** How many words have come. */
    int arrived() {
        Message message = current;
        return message == null ? 0 : message.offset + message.arrival.arrived();
    }

    /** Where the words are that have come, and where the others go. */
    synchronized Floats place() {
        if (place == null) {
            place = Floats.of(words());
        }
        return place;
    }

    /** Stored words, bit for bit; there may be room behind them. */
    synchronized float[] words() {
        if (stored == null) {
            stored = lender == null ? new float[size] : lender.take(size);
        }
        return stored;
    }

    /** All words are elsewhere, if that suits the reader. */
    synchronized boolean lend(Floats words) {
        boolean suits = readsInPlace && place == null && words.length() == size;
        if (suits) {
            place = words;
        }
        return suits;
    }

    void cancel() {
        Message message = current;
        if (message != null) {
            message.arrival.cancel();
        }
    }

    /** What is stored is of no more use. */
    synchronized void release() {
        if (lender != null && stored != null) {
            lender.giveBack(stored);
        }
    }
}
