package dev.tandem.averaging;

import java.nio.FloatBuffer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What has come from the peers in one round, and where the rest goes. */
final class Round {

    final int number;
    private final SliceLayout results;
    private final int ownSize;
    private final PeerPart[] parts;
    private float @Nullable [] result;
    private boolean cancelled;

    /**
     * @param ownSize values of the slice that this task averages
     * @param results what each task sends back, of size 0 if none
     */
    Round(int number, int ownSize, SliceLayout results) {
        this.number = number;
        this.ownSize = ownSize;
        this.results = results;
        this.parts = Stream.generate(PeerPart::new).limit(results.tasks()).toArray(PeerPart[]::new);
    }

    PeerPart part(int peer) {
        return parts[peer];
    }

    /** From now on results may be written; they cannot come before this task has sent its contributions. */
    synchronized void takeResults(float[] result) {
        this.result = result;
    }

    /** Places of what is under way are not written to any more. */
    synchronized void cancel() {
        cancelled = true;
        for (PeerPart part : parts) {
            part.cancel();
        }
    }

    synchronized @Nullable Arrival arrival(int peer, MessageHeader header, Storage storage) {
        if (cancelled) {
            return null;
        }
        return switch (header.phase()) {
            case CONTRIBUTION -> contribution(parts[peer], header, storage);
            case RESULT -> result(peer, header);
        };
    }

    private Arrival contribution(PeerPart part, MessageHeader header, Storage storage) {
        int lanes = Note.contributing(header.notes()).size();
        if (part.notes() != null || header.offset() != 0 || header.floats() != (long) lanes * ownSize) {
            throw new IllegalArgumentException("contribution of " + header.floats() + " floats at " + header.offset()
                    + " in round " + number + " (must be one of " + lanes + " x " + ownSize + " floats)");
        }
        float[] values = storage.take(header.floats());
        int step = (int) Math.min((long) Math.max(1, lanes) * Blocks.SIZE, Integer.MAX_VALUE);
        Arrival arrival = new Arrival(FloatBuffer.wrap(values, 0, header.floats()), step);
        part.contribute(header.notes(), values, arrival);
        return arrival;
    }

    private Arrival result(int peer, MessageHeader header) {
        float[] values = result;
        PeerPart part = parts[peer];
        if (values == null
                || header.offset() != part.resultFloats()
                || header.floats() > results.size(peer) - header.offset()) {
            throw new IllegalArgumentException("result of " + header.floats() + " floats at " + header.offset()
                    + " in round " + number + " (must follow the " + part.resultFloats() + " of "
                    + results.size(peer) + " that have come)");
        }
        int from = results.from(peer) + header.offset();
        Arrival arrival = new Arrival(FloatBuffer.wrap(values, from, header.floats()), Integer.MAX_VALUE);
        part.result(header.offset(), arrival);
        return arrival;
    }

    /** Arrays for contributions go back for the next round. */
    void release(Storage storage) {
        for (PeerPart part : parts) {
            storage.giveBack(part.contributed());
        }
    }

    int tasks() {
        return parts.length;
    }
}
