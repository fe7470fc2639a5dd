package dev.tandem.averaging;

import java.util.ArrayList;
import java.util.List;

/**
 * Which task averages which values when they travel coded: each task a slice of the parameters and a slice of the optimizer state, both in
 * whole blocks that start at the same places however many tasks there are.
 *
 * @param parameters the first values of the vector
 * @param length of the vector
 * @param tasks owners of slices
 */
record CodedLayout(int parameters, int length, int tasks) {

    CodedLayout {
        if (parameters < 0 || parameters > length) {
            throw new IllegalArgumentException(
                    "Invalid parameters: " + parameters + " (must be 0 to " + length + ", the length)");
        }
    }

    /** The slice of a task, in the order in which it travels. */
    List<Chunk> chunks(int task) {
        List<Chunk> chunks = new ArrayList<>();
        add(chunks, Chunk.Part.PARAMETERS, 0, parameters, task);
        add(chunks, Chunk.Part.STATE, parameters, length, task);
        return chunks;
    }

    private void add(List<Chunk> chunks, Chunk.Part part, int start, int end, int task) {
        SliceLayout blocks = new SliceLayout((end - start + Code.BLOCK - 1) / Code.BLOCK, tasks);
        int from = start + blocks.from(task) * Code.BLOCK;
        int to = Math.min(end, from + blocks.size(task) * Code.BLOCK);
        int at = chunks.stream().mapToInt(Chunk::size).sum();
        for (int next = from; next < to; next += Blocks.SIZE) {
            chunks.add(new Chunk(part, next, Math.min(Blocks.SIZE, to - next), at + next - from));
        }
    }
}
