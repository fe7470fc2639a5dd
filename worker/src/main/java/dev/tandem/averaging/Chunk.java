package dev.tandem.averaging;

/**
 * Values of a slice that are averaged and sent at a time.
 *
 * @param part which rule they follow
 * @param from first value, in the vector
 * @param size how many values
 * @param at where they start in the slice
 */
record Chunk(Part part, int from, int size, int at) {

    /** How many values the block has that starts at {@code start} in this chunk. */
    int block(int start) {
        return Math.min(Code.BLOCK, size - start);
    }

    /** Parts of a vector. */
    enum Part {
        /** Parameters, of which the change is exchanged. */
        PARAMETERS,
        /** Optimizer state, of which the values are exchanged. */
        STATE
    }
}
