package dev.tandem.averaging;

import dev.tandem.model.Floats;
import java.util.List;

/**
 * Averages by reduce-scatter and all-gather: each task owns a slice of the vector, gets every replica's values of it, averages them in
 * replica order and sends the result to all. Blocks of a slice are averaged while the next ones arrive.
 *
 * <p>A task sends each of its replicas' values, never their sum: the bits of the result depend on the replicas only.
 *
 * <p>After an exception, {@link #close} before the result array is used for anything else.
 */
public final class PeerAverager implements Averager {

    private final Peers peers;
    private final int length;
    private final Exchange exchange;
    private final RoundBook rounds;

    /**
     * Averages in full precision.
     *
     * @param peers not yet open
     * @param length of the vectors to average, the same on every task
     */
    public PeerAverager(Peers peers, int length) {
        this(peers, length, new FullExchange(peers, length));
    }

    /**
     * Averages a segment in some precision.
     *
     * @param peers not yet open
     * @param parameters how many of the values are parameters; they come first, the optimizer's state follows
     * @param length of the vectors to average, the same on every task
     * @param lastRound of the segment, which leaves nothing held back
     */
    public PeerAverager(Peers peers, int parameters, int length, Precision precision, int lastRound) {
        this(
                peers,
                length,
                precision == Precision.FLOAT32
                        ? new FullExchange(peers, length)
                        : new CodedExchange(
                                peers, new CodedLayout(parameters, length, peers.size()), precision, lastRound));
    }

    private PeerAverager(Peers peers, int length, Exchange exchange) {
        this.peers = peers;
        this.length = length;
        this.exchange = exchange;
        this.rounds = new RoundBook(peers.size(), exchange);
        peers.open(rounds::arrival);
    }

    @Override
    public RoundOutcome average(int number, List<Contribution> own, float[] base, Floats result)
            throws InterruptedException {
        check(own, base, result);
        Round round = rounds.begin(number, result);
        List<Note> notes = own.stream()
                .map(replica -> new Note(replica.replica(), replica.samples(), replica.fault()))
                .toList();
        RoundOutcome outcome = exchange.exchange(round, own, notes, base, result);
        peers.awaitSent();
        rounds.end(round);
        return outcome;
    }

    /** What this task has sent so far; to be asked by the thread that averages. */
    public Traffic sent() {
        return peers.sent();
    }

    @Override
    public void close() {
        rounds.close();
        peers.close();
    }

    private void check(List<Contribution> own, float[] base, Floats result) {
        int last = -1;
        for (Contribution replica : own) {
            if (replica.replica() <= last) {
                throw new IllegalArgumentException(
                        "Invalid order of replicas: " + replica.replica() + " after " + last + " (must be ascending)");
            }
            last = replica.replica();
            if (replica.samples() > 0) {
                checkLength("values of replica " + last, replica.values().length());
            }
        }
        checkLength("base", base.length);
        checkLength("result", result.length());
    }

    private void checkLength(String what, int found) {
        if (found != length) {
            throw new IllegalArgumentException(
                    "Invalid length of " + what + ": " + found + " (must be " + length + ")");
        }
    }
}
