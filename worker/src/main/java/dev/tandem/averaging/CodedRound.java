package dev.tandem.averaging;

import dev.tandem.model.Floats;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One round in which something is averaged, once everyone's notes are known. */
final class CodedRound {

    private final Workshop shop;
    private final Round round;
    private final Voices voices;
    private final Codes codes;
    private final Map<Integer, Lane> own;
    private final double[] sums = new double[Code.BLOCK];
    private final float[] wanted = new float[Code.BLOCK];
    private final float[] decoded = new float[Code.BLOCK];
    private final ByteBuffer unsent = Outbox.buffer(Code.BLOCK + 1);

    /** @param own this task's replicas, by number */
    CodedRound(Workshop shop, Round round, Voices voices, Map<Integer, Lane> own) {
        this.shop = shop;
        this.round = round;
        this.voices = voices;
        this.codes = voices.codes();
        this.own = own;
    }

    void average(float[] base, Floats result) throws InterruptedException {
        for (int peer : shop.peers().others()) {
            contribute(peer, base);
        }
        averageOwnSlice(base, result);
        for (int peer : shop.peers().others()) {
            takeResults(peer, base, result);
        }
    }

    private void contribute(int peer, float[] base) throws InterruptedException {
        int said = 0;
        for (Chunk chunk : shop.layout().chunks(peer)) {
            for (Voices.Voice voice : voices.of(chunk.part())) {
                Lane lane = own.get(voice.note().replica());
                if (lane != null) {
                    ByteBuffer out = shop.outbox().take();
                    for (int start = 0; start < chunk.size(); start += Code.BLOCK) {
                        lane.encode(chunk.part(), base, chunk.from() + start, chunk.block(start), decoded, out);
                    }
                    shop.send(peer, header(MessageHeader.Phase.CONTRIBUTION, said, chunk), out);
                    said += codes.words(chunk);
                }
            }
        }
    }

    private void averageOwnSlice(float[] base, Floats result) throws InterruptedException {
        int[] heard = new int[round.tasks()];
        int said = 0;
        for (Chunk chunk : shop.layout().chunks(shop.peers().rank())) {
            shop.peers().await(peer -> round.part(peer).contributed() >= heard[peer] + voices.words(chunk, peer));
            ByteBuffer out = shop.outbox().take();
            for (int start = 0; start < chunk.size(); start += Code.BLOCK) {
                sum(chunk, start, heard, base);
                encodeSum(chunk, start, out);
                apply(chunk, start, base, result);
            }
            for (int peer : shop.peers().others()) {
                heard[peer] += voices.words(chunk, peer);
                shop.send(peer, header(MessageHeader.Phase.RESULT, said, chunk), out);
            }
            said += codes.words(chunk);
        }
    }

    private void takeResults(int peer, float[] base, Floats result) throws InterruptedException {
        int taken = 0;
        for (Chunk chunk : shop.layout().chunks(peer)) {
            int end = taken + codes.words(chunk);
            shop.peers().await(other -> other != peer || round.part(peer).resulted() >= end);
            float[] words = Objects.requireNonNull(round.part(peer).result()).words();
            Code code = codes.of(chunk.part());
            for (int start = 0; start < chunk.size(); start += Code.BLOCK) {
                code.decode(words, taken + code.allWords(start), decoded, chunk.block(start));
                apply(chunk, start, base, result);
            }
            taken = end;
        }
    }

    /** @param heard words of each task that earlier chunks took */
    private void sum(Chunk chunk, int start, int[] heard, float[] base) {
        int size = chunk.block(start);
        Code code = codes.of(chunk.part());
        Arrays.fill(sums, 0, size, 0);
        for (Voices.Voice voice : voices.of(chunk.part())) {
            Lane lane = own.get(voice.note().replica());
            if (lane == null) {
                int at = heard[voice.task()] + voice.lane() * codes.words(chunk) + code.allWords(start);
                code.decode(round.part(voice.task()).contribution().words(), at, decoded, size);
            } else {
                lane.encode(chunk.part(), base, chunk.from() + start, size, decoded, unsent.clear());
            }
            add(chunk.part() == Chunk.Part.STATE ? voices.share(voice.note()) : 1, size);
        }
    }

    private void add(double weight, int size) {
        for (int i = 0; i < size; i++) {
            sums[i] += weight * decoded[i];
        }
    }

    private void encodeSum(Chunk chunk, int start, ByteBuffer out) {
        int size = chunk.block(start);
        for (int i = 0; i < size; i++) {
            wanted[i] = (float) sums[i];
        }
        shop.rest().giveBack(chunk.part(), wanted, chunk.at() + start, size);
        codes.of(chunk.part()).encode(wanted, decoded, size, out);
        if (!codes.last()) {
            shop.rest().hold(wanted, decoded, chunk.at() + start, size);
        }
    }

    private void apply(Chunk chunk, int start, float[] base, Floats result) {
        int from = chunk.from() + start;
        int size = chunk.block(start);
        if (chunk.part() == Chunk.Part.PARAMETERS) {
            for (int i = 0; i < size; i++) {
                decoded[i] += base[from + i];
            }
        }
        result.write(from, FloatBuffer.wrap(decoded, 0, size));
    }

    private MessageHeader header(MessageHeader.Phase phase, int offset, Chunk chunk) {
        return new MessageHeader(round.number, phase, offset, codes.words(chunk), List.of());
    }
}
