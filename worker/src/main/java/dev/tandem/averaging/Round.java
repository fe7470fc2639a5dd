package dev.tandem.averaging;

import dev.tandem.model.Floats;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What has come from the peers in one round, and where the rest goes. */
final class Round {

    final int number;
    private final RoundShape shape;
    private final Storage storage;
    private final PeerPart[] parts;
    private @Nullable Floats result;
    private boolean cancelled;

    /**
     * @param shape how much comes from whom
     * @param storage lends arrays for it
     */
    Round(int number, int tasks, RoundShape shape, Storage storage) {
        this.number = number;
        this.shape = shape;
        this.storage = storage;
        this.parts = Stream.generate(PeerPart::new).limit(tasks).toArray(PeerPart[]::new);
    }

    PeerPart part(int peer) {
        return parts[peer];
    }

    int tasks() {
        return parts.length;
    }

    /**
     * What all replicas have said, by task.
     *
     * @param notes of this task
     */
    List<List<Note>> notes(int rank, List<Note> notes) {
        List<List<Note>> all = new ArrayList<>();
        for (int task = 0; task < parts.length; task++) {
            all.add(task == rank ? notes : Objects.requireNonNull(parts[task].notes()));
        }
        return all;
    }

    /** From now on results may be written; they cannot come before this task has sent its contributions. */
    synchronized void takeResults(Floats result) {
        this.result = result;
    }

    /** Places of what is under way are not written to any more. */
    synchronized void cancel() {
        cancelled = true;
        for (PeerPart part : parts) {
            part.cancel();
        }
    }

    synchronized @Nullable Arrival arrival(int peer, MessageHeader header) {
        if (cancelled) {
            return null;
        }
        return switch (header.phase()) {
            case CONTRIBUTION -> contribution(parts[peer], header);
            case RESULT -> result(peer, header);
        };
    }

    /** A task's first message carries its notes; those that follow, if any, carry none. */
    private Arrival contribution(PeerPart part, MessageHeader header) {
        if (part.notes() != null) {
            return part.contribution().next(header);
        }
        List<Note> notes = header.notes();
        long words = shape.contribution(number, notes);
        if (words > Integer.MAX_VALUE || (header.floats() != 0 && header.floats() != words)) {
            throw new IllegalArgumentException("contribution of " + header.floats() + " floats in round " + number
                    + " (must be " + words + ", or none yet)");
        }
        Incoming incoming = Incoming.stored(storage, (int) words, shape.contributionStep(notes), shape.readsInPlace());
        Arrival arrival = incoming.next(header);
        part.begin(notes, incoming);
        return arrival;
    }

    private Arrival result(int peer, MessageHeader header) {
        if (result == null) {
            throw new IllegalArgumentException("result in round " + number + ", which has not begun here");
        }
        Incoming incoming = parts[peer].result();
        if (incoming == null) {
            incoming = shape.result(number, peer, result, storage);
            parts[peer].beginResult(incoming);
        }
        return incoming.next(header);
    }

    /** Arrays for what came go back for the next round. */
    void release() {
        for (PeerPart part : parts) {
            part.release();
        }
    }
}
