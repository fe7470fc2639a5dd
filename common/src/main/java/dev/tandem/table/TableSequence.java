package dev.tandem.table;

import dev.tandem.data.Sequence;
import java.util.BitSet;

/** A Sequence whose samples are rows: one input of shape (batch size, …), in which each place means the same thing in every row. */
public interface TableSequence extends Sequence {

    /** Values of one row of the input. */
    int features();

    /** Which of the features are numbers, and may be normalized; the others say to which category a row belongs. */
    BitSet numbers();

    /** All features are numbers. */
    static BitSet allNumbers(int features) {
        BitSet all = new BitSet(features);
        all.set(0, features);
        return all;
    }
}
