package dev.tandem.averaging;

import dev.tandem.model.Floats;
import java.util.function.Supplier;

/** Where one replica's values of the slice owned here are in memory. */
final class Source {

    final Note note;
    private final Supplier<Floats> values;
    private final int base;
    private final int lane;
    private final int lanes;
    private final float[] piece = new float[Replicas.PIECE];
    private Floats block = Floats.of();
    private int start;

    private Source(Note note, Supplier<Floats> values, int base, int lane, int lanes) {
        this.note = note;
        this.values = values;
        this.base = base;
        this.lane = lane;
        this.lanes = lanes;
    }

    /** A replica of this task: its whole vector, in which the slice starts at {@code base}. */
    static Source own(Note note, Floats values, int base) {
        return new Source(note, () -> values, base, 0, 1);
    }

    /** A replica of another task: one of the lanes that the task has sent of the slice. */
    static Source sent(Note note, Incoming values, int lane, int lanes) {
        return new Source(note, values::place, 0, lane, lanes);
    }

    /** Goes to a block of the slice, which must have come. */
    void turnTo(int blockStart, int blockSize) {
        block = values.get();
        start = base + Blocks.offset(blockStart, blockSize, lane, lanes);
    }

    /** Values of the block, from the start of an array; the next call changes them. */
    float[] read(int at, int size) {
        block.read(start + at, piece, 0, size);
        return piece;
    }
}
