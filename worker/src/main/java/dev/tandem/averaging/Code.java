package dev.tandem.averaging;

import java.nio.ByteBuffer;

/** How a block of values travels, in words of four bytes. Codes keep no state. */
interface Code {

    /** Most values of a block. */
    int BLOCK = 1024;

    /** Words of a block of so many values. */
    int words(int size);

    /**
     * Writes one block.
     *
     * @param values to be coded, from the start; what is not finite is decoded as something
     *     that is not finite, and so may be what is larger than 2^127
     * @param decoded takes what the receiver will decode
     * @param size at most {@link #BLOCK}
     * @param out little-endian; moves on by the block's words
     */
    void encode(float[] values, float[] decoded, int size, ByteBuffer out);

    /**
     * Reads one block.
     *
     * @param words what has come, bit for bit
     * @param at where the block starts in {@code words}
     * @param values takes the values, from the start
     */
    void decode(float[] words, int at, float[] values, int size);

    /** Words of any number of values, block by block. */
    default int allWords(int size) {
        int last = size % BLOCK;
        return size / BLOCK * words(BLOCK) + (last == 0 ? 0 : words(last));
    }
}
