package dev.tandem.averaging;

import dev.tandem.model.Floats;
import java.util.ArrayList;
import java.util.List;

/**
 * The order in which values travel: block by block, and in each block one replica after the other, so that the owner of a slice can
 * average a block as soon as it is there.
 */
final class Blocks {

    /** Values of a block: large enough to make messages worthwhile, small enough to stay in the second-level cache. */
    static final int SIZE = 1 << 17;

    private Blocks() {}

    /** Where a replica's values of a block start among what its task sends. */
    static int offset(int blockStart, int blockSize, int lane, int lanes) {
        return blockStart * lanes + lane * blockSize;
    }

    /** How many values have come once the block that ends at {@code blockEnd} is complete for all lanes. */
    static int complete(int blockEnd, int lanes) {
        return blockEnd * lanes;
    }

    /**
     * The values {@code from} to {@code from + size} of several replicas in travelling order.
     *
     * @param lanes each replica's whole vector, ascending by replica
     */
    static Floats interleave(List<Floats> lanes, int from, int size) {
        List<Floats> body = new ArrayList<>();
        for (int start = 0; start < size; start += SIZE) {
            for (Floats lane : lanes) {
                body.add(lane.part(from + start, Math.min(SIZE, size - start)));
            }
        }
        return Floats.join(body);
    }
}
