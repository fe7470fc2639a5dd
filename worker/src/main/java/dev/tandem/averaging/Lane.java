package dev.tandem.averaging;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Codes what one replica of this task brings to a round. */
final class Lane {

    private final Contribution own;
    private final double share;
    private final Rest rest;
    private final Codes codes;
    private final float[] wanted = new float[Code.BLOCK];

    /**
     * @param share the replica's part of all samples of the round
     * @param rest what was held back of it in earlier rounds
     */
    Lane(Contribution own, double share, Rest rest, Codes codes) {
        this.own = own;
        this.share = share;
        this.rest = rest;
        this.codes = codes;
    }

    /**
     * Codes one block: of parameters the replica's share of the change, of the state its values, each with what was held back.
     *
     * @param from where the block starts in the vector
     * @param decoded takes what receivers will decode
     */
    void encode(Chunk.Part part, float[] base, int from, int size, float[] decoded, ByteBuffer out) {
        switch (part) {
            case PARAMETERS -> change(base, from, size);
            case STATE -> own.values().read(from, wanted, 0, size);
        }
        rest.giveBack(part, wanted, from, size);
        codes.of(part).encode(wanted, decoded, size, out);
        if (!codes.last()) {
            rest.hold(wanted, decoded, from, size);
        }
    }

    private void change(float[] base, int from, int size) {
        if (own.samples() == 0) {
            Arrays.fill(wanted, 0, size, 0);
            return;
        }
        own.values().read(from, wanted, 0, size);
        for (int i = 0; i < size; i++) {
            wanted[i] = (float) (share * ((double) wanted[i] - base[from + i]));
        }
    }
}
