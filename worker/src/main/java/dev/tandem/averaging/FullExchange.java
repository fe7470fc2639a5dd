package dev.tandem.averaging;

import dev.tandem.model.Floats;
import java.util.List;

/**
 * Values travel as they are: one message of contributions to the owner of each slice, and one for each averaged block back. Small vectors
 * take one message to each peer instead, and every task averages all of it.
 */
final class FullExchange implements Exchange {

    /** Up to so many values times tasks, one message to each peer beats the two of slices. */
    static final int SMALL = 1 << 16;

    private final Peers peers;
    private final int length;
    private final boolean small;
    private final SliceLayout slices;

    /** @param length of the vectors to average, the same on every task */
    FullExchange(Peers peers, int length) {
        this.peers = peers;
        this.length = length;
        this.slices = new SliceLayout(length, peers.size());
        this.small = isSmall(slices);
    }

    private static boolean isSmall(SliceLayout slices) {
        return (long) slices.length() * slices.tasks() <= SMALL;
    }

    /** What a task sends in a round in which it has one replica. */
    static Traffic traffic(int task, SliceLayout slices) {
        int peers = slices.tasks() - 1;
        if (isSmall(slices)) {
            return Traffic.NONE.plus(peers, (long) peers * slices.length());
        }
        int own = slices.size(task);
        int blocks = (own + Blocks.SIZE - 1) / Blocks.SIZE;
        return Traffic.NONE.plus(peers, slices.length() - own).plus((long) peers * blocks, (long) peers * own);
    }

    @Override
    public RoundOutcome exchange(Round round, List<Contribution> own, List<Note> notes, float[] base, Floats result)
            throws InterruptedException {
        contribute(round.number, own, notes);
        peers.await(peer -> round.part(peer).notes() != null);
        Replicas replicas = Replicas.of(round, own, notes, from());
        if (replicas.outcome().averages()) {
            averageOwnSlice(round, replicas, result);
            peers.await(peer -> small || round.part(peer).resulted() == slices.size(peer));
        }
        return replicas.outcome();
    }

    @Override
    public long contribution(int round, List<Note> notes) {
        return (long) Note.contributing(notes).size() * size();
    }

    @Override
    public int contributionStep(List<Note> notes) {
        long lanes = Math.max(1, Note.contributing(notes).size());
        return (int) Math.min(lanes * Blocks.SIZE, Integer.MAX_VALUE);
    }

    /** The owner of a slice is done with what it reads before it sends the last result; with small vectors it sends none. */
    @Override
    public boolean readsInPlace() {
        return !small;
    }

    @Override
    public Incoming result(int round, int task, Floats result, Storage storage) {
        return small ? Incoming.into(result, 0, 0) : Incoming.into(result, slices.from(task), slices.size(task));
    }

    /** Where the values start that this task averages. */
    private int from() {
        return small ? 0 : slices.from(peers.rank());
    }

    private int size() {
        return small ? length : slices.size(peers.rank());
    }

    private void contribute(int number, List<Contribution> own, List<Note> notes) throws InterruptedException {
        boolean faulty = own.stream().anyMatch(replica -> replica.fault() != null);
        List<Floats> lanes = own.stream()
                .filter(replica -> !faulty && replica.samples() > 0)
                .map(Contribution::values)
                .toList();
        for (int peer : peers.others()) {
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

    private void averageOwnSlice(Round round, Replicas replicas, Floats result) throws InterruptedException {
        int from = from();
        int size = size();
        for (int start = 0; start < size; start += Blocks.SIZE) {
            int block = Math.min(Blocks.SIZE, size - start);
            int end = start + block;
            peers.await(peer -> round.part(peer).contributed() >= Blocks.complete(end, replicas.lanes(peer)));
            replicas.average(result, from, start, block);
            if (!small) {
                share(round.number, result, from, start, block);
            }
        }
    }

    private void share(int number, Floats result, int from, int start, int block) throws InterruptedException {
        MessageHeader header = new MessageHeader(number, MessageHeader.Phase.RESULT, start, block, List.of());
        Floats values = result.part(from + start, block);
        for (int peer : peers.others()) {
            peers.send(peer, header, values);
        }
    }
}
