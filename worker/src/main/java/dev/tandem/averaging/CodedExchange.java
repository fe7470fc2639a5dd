package dev.tandem.averaging;

import dev.tandem.model.Floats;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parameters travel as coded changes against the agreed state, the optimizer's state as coded values, with error feedback on both sides.
 *
 * <p>First all tasks tell each other how many samples their replicas have trained on. A replica then codes its share of the averaged
 * change: samples over all samples, times what it has changed, plus what was held back of that so far. The owner of a slice adds the
 * decoded shares in double, in replica order, adds what it held back itself, codes the sum and sends it to all; everyone adds the same
 * decoded change to the same base. As shares and not changes are held back, the sum of what all rounds applied differs from the sum of the
 * true averages by no more than what is held back now, whatever the numbers of samples were. The optimizer's state is averaged with the
 * same shares.
 *
 * <p>In the last round the same is done without coding, so nothing is held back after it. A round in which no replica had samples changes
 * nothing, and what was held back stays so. A replica without others has nothing to tell: its values are the result.
 */
final class CodedExchange implements Exchange {

    private final Workshop shop;
    private final Codes codes;
    private final int lastRound;
    private final Map<Integer, Rest> rests = new HashMap<>();

    /** @param lastRound of the segment */
    CodedExchange(Peers peers, CodedLayout layout, Precision precision, int lastRound) {
        this.shop = Workshop.of(peers, layout);
        this.codes = Codes.of(precision);
        this.lastRound = lastRound;
    }

    @Override
    public RoundOutcome exchange(Round round, List<Contribution> own, List<Note> notes, float[] base, Floats result)
            throws InterruptedException {
        shop.outbox().reset();
        MessageHeader first = new MessageHeader(round.number, MessageHeader.Phase.CONTRIBUTION, 0, 0, notes);
        for (int peer : shop.peers().others()) {
            shop.peers().send(peer, first, Floats.of());
        }
        shop.peers().await(peer -> round.part(peer).notes() != null);
        List<List<Note>> all = round.notes(shop.peers().rank(), notes);
        List<Note> replicas = all.stream().flatMap(List::stream).toList();
        RoundOutcome outcome = RoundOutcome.of(replicas);
        if (outcome.averages() && replicas.size() == 1) {
            own.forEach(alone -> result.write(0, alone.values()));
        } else if (outcome.averages()) {
            Voices voices = new Voices(codes(round.number), all, outcome.samples());
            new CodedRound(shop, round, voices, lanes(own, notes, voices)).average(base, result);
        }
        return outcome;
    }

    /** What a task sends in a round in which it has one replica. */
    static Traffic traffic(int task, CodedLayout layout, Codes codes) {
        int peers = layout.tasks() - 1;
        Traffic traffic = Traffic.NONE.plus(peers, 0); // how many samples there were
        for (int owner = 0; owner < layout.tasks(); owner++) {
            for (Chunk chunk : layout.chunks(owner)) {
                int receivers = owner == task ? peers : 1;
                traffic = traffic.plus(receivers, (long) receivers * codes.words(chunk));
            }
        }
        return traffic;
    }

    private Map<Integer, Lane> lanes(List<Contribution> own, List<Note> notes, Voices voices) {
        Map<Integer, Lane> lanes = new HashMap<>();
        for (int i = 0; i < own.size(); i++) {
            int replica = own.get(i).replica();
            Rest rest = rests.computeIfAbsent(
                    replica, number -> new Rest(shop.layout().length()));
            lanes.put(replica, new Lane(own.get(i), voices.share(notes.get(i)), rest, voices.codes()));
        }
        return lanes;
    }

    private Codes codes(int round) {
        return round == lastRound ? Codes.ofLast() : codes;
    }

    @Override
    public long contribution(int round, List<Note> notes) {
        long words = 0;
        for (Chunk chunk : shop.layout().chunks(shop.peers().rank())) {
            long lanes = codes(round).heard(chunk.part(), notes).size();
            words += lanes * codes(round).words(chunk);
        }
        return words;
    }

    @Override
    public int contributionStep(List<Note> notes) {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean readsInPlace() {
        return false;
    }

    @Override
    public Incoming result(int round, int task, Floats result, Storage storage) {
        int words = shop.layout().chunks(task).stream()
                .mapToInt(codes(round)::words)
                .sum();
        return Incoming.stored(storage, words, Integer.MAX_VALUE, false);
    }
}
