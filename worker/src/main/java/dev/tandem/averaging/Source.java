package dev.tandem.averaging;

/** Where one replica's values of the slice owned here are in memory. */
final class Source {

    final Note note;
    final float[] values;
    private final int base;
    private final int lane;
    private final int lanes;

    private Source(Note note, float[] values, int base, int lane, int lanes) {
        this.note = note;
        this.values = values;
        this.base = base;
        this.lane = lane;
        this.lanes = lanes;
    }

    /** A replica of this task: its whole vector, in which the slice starts at {@code base}. */
    static Source own(Note note, float[] values, int base) {
        return new Source(note, values, base, 0, 1);
    }

    /** A replica of another task: one of the lanes that the task has sent of the slice. */
    static Source sent(Note note, float[] values, int lane, int lanes) {
        return new Source(note, values, 0, lane, lanes);
    }

    /** Where the values of a block are. */
    int offset(int blockStart, int blockSize) {
        return base + Blocks.offset(blockStart, blockSize, lane, lanes);
    }
}
