package dev.tandem.averaging;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Averages by reduce-scatter and all-gather: each task owns a slice of the vector, gets every replica's values of it, averages them in
 * replica order and sends the result to all. Blocks of a slice are averaged while the next ones arrive. Small vectors take one message to
 * each peer instead, and every task averages all of it.
 *
 * <p>A task sends each of its replicas' values, never their sum: the bits of the result depend on the replicas only.
 *
 * <p>After an exception, {@link #close} before the result array is used for anything else.
 */
public final class PeerAverager implements Averager {

    /** Up to so many values times tasks, one message to each peer beats the two of slices. */
    static final int SMALL = 1 << 16;

    private final Peers peers;
    private final int length;
    private final boolean small;
    private final SliceLayout slices;
    private final RoundBook rounds;

    /**
     * @param peers not yet open
     * @param length of the vectors to average, the same on every task
     */
    public PeerAverager(Peers peers, int length) {
        this.peers = peers;
        this.length = length;
        this.small = (long) length * peers.size() <= SMALL;
        this.slices = new SliceLayout(length, peers.size());
        SliceLayout results = small ? new SliceLayout(0, peers.size()) : slices;
        this.rounds = new RoundBook(small ? length : slices.size(peers.rank()), results);
        peers.open(rounds::arrival);
    }

    @Override
    public RoundOutcome average(int number, List<Contribution> own, float[] result) throws InterruptedException {
        check(own, result);
        Round round = rounds.begin(number, result);
        List<Note> notes = own.stream()
                .map(replica -> new Note(replica.replica(), replica.samples(), replica.fault()))
                .toList();
        contribute(number, own, notes);
        peers.await(peer -> round.part(peer).notes() != null);
        Replicas replicas = Replicas.of(round, own, notes, small ? 0 : slices.from(peers.rank()));
        if (replicas.outcome().fault() == null && replicas.outcome().samples() > 0) {
            averageOwnSlice(round, replicas, result);
            peers.await(peer -> small || round.part(peer).resultFloats() == slices.size(peer));
        }
        peers.awaitSent();
        rounds.end(round);
        return replicas.outcome();
    }

    @Override
    public void close() {
        rounds.close();
        peers.close();
    }

    private void contribute(int number, List<Contribution> own, List<Note> notes) throws InterruptedException {
        boolean faulty = own.stream().anyMatch(replica -> replica.fault() != null);
        List<float[]> lanes = own.stream()
                .filter(replica -> !faulty && replica.samples() > 0)
                .map(Contribution::values)
                .toList();
        for (int step = 1; step < peers.size(); step++) {
            // Each task begins with another peer, so that not all send to the same one.
            int peer = (peers.rank() + step) % peers.size();
            int size = small ? length : slices.size(peer);
            int from = small ? 0 : slices.from(peer);
            int floats = Math.multiplyExact(size, lanes.size());
            peers.send(
                    peer,
                    new MessageHeader(number, MessageHeader.Phase.CONTRIBUTION, 0, floats, notes),
                    Blocks.interleave(lanes, from, size));
        }
        if (small) {
            // The result may be the values that are on their way.
            peers.awaitSent();
        }
    }

    private void averageOwnSlice(Round round, Replicas replicas, float[] result) throws InterruptedException {
        int from = small ? 0 : slices.from(peers.rank());
        int size = small ? length : slices.size(peers.rank());
        for (int start = 0; start < size; start += Blocks.SIZE) {
            int block = Math.min(Blocks.SIZE, size - start);
            int end = start + block;
            peers.await(peer -> round.part(peer).contributedFloats() >= Blocks.complete(end, replicas.lanes(peer)));
            replicas.average(result, from, start, block);
            if (!small) {
                share(round.number, result, from, start, block);
            }
        }
    }

    private void share(int number, float[] result, int from, int start, int block) throws InterruptedException {
        MessageHeader header = new MessageHeader(number, MessageHeader.Phase.RESULT, start, block, List.of());
        for (int step = 1; step < peers.size(); step++) {
            int peer = (peers.rank() + step) % peers.size();
            peers.send(peer, header, List.of(FloatBuffer.wrap(result, from + start, block)));
        }
    }

    private void check(List<Contribution> own, float[] result) {
        int last = -1;
        for (Contribution replica : own) {
            if (replica.replica() <= last) {
                throw new IllegalArgumentException(
                        "Invalid order of replicas: " + replica.replica() + " after " + last + " (must be ascending)");
            }
            last = replica.replica();
            if (replica.samples() > 0) {
                checkLength("values of replica " + last, replica.values().length);
            }
        }
        checkLength("result", result.length);
    }

    private void checkLength(String what, int found) {
        if (found != length) {
            throw new IllegalArgumentException(
                    "Invalid length of " + what + ": " + found + " (must be " + length + ")");
        }
    }
}
