package dev.tandem.averaging;

import dev.tandem.model.Floats;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The round under way and the one that faster peers have begun; there can be no third. Thread-safe. */
final class RoundBook {

    private final int tasks;
    private final RoundShape shape;
    private final Storage storage = new Storage();
    private final List<Round> live = new ArrayList<>();
    private int ended = -1;
    private boolean closed;

    /** @param shape how much comes from whom */
    RoundBook(int tasks, RoundShape shape) {
        this.tasks = tasks;
        this.shape = shape;
    }

    /** This task takes part in the round from now on. */
    synchronized Round begin(int number, Floats result) {
        if (closed || number <= ended) {
            throw new IllegalStateException("Cannot average round " + number
                    + (closed ? ": the averager is closed" : " after round " + ended + " (rounds must ascend)"));
        }
        Round round = find(number);
        if (live.stream().anyMatch(other -> other.number < number)) {
            throw new PeerLostException("A peer is in an earlier round than round " + number
                    + " (every task must average the same rounds)");
        }
        round.takeResults(result);
        return round;
    }

    /** The round's arrays are free for the next one. */
    synchronized void end(Round round) {
        ended = round.number;
        live.remove(round);
        round.release();
    }

    /** What is still arriving is dropped. */
    synchronized void close() {
        closed = true;
        live.forEach(Round::cancel);
        live.clear();
    }

    /** See {@link Inbox}. */
    synchronized @Nullable Arrival arrival(int peer, MessageHeader header) {
        if (closed || header.round() <= ended) {
            return null;
        }
        return find(header.round()).arrival(peer, header);
    }

    private Round find(int number) {
        for (Round round : live) {
            if (round.number == number) {
                return round;
            }
        }
        if (live.size() == 2) {
            throw new IllegalArgumentException("round " + number + " while rounds " + live.get(0).number + " and "
                    + live.get(1).number + " are under way");
        }
        Round round = new Round(number, tasks, shape, storage);
        live.add(round);
        return round;
    }
}
