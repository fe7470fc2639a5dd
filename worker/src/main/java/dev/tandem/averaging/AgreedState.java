package dev.tandem.averaging;

import java.nio.FloatBuffer;

/**
 * What all replicas agree on between rounds, the same bits on every task. The arrays are lent, not copied, and written to.
 *
 * @param values parameters, then the optimizer's state: what is exchanged
 * @param outerState of the {@link OuterOptimizer}: never exchanged, since every task computes it from the same bits
 */
@SuppressWarnings("ArrayRecordComponent") // vectors of millions of values are lent, not copied
public record AgreedState(float[] values, float[] outerState) {

    /** Copies all that is left in a buffer, of which the first so many values are exchanged. */
    public static AgreedState read(FloatBuffer all, int exchanged) {
        float[] values = new float[exchanged];
        float[] outerState = new float[all.remaining() - exchanged];
        all.get(values).get(outerState);
        return new AgreedState(values, outerState);
    }

    /** How many values there are in all. */
    public int length() {
        return values.length + outerState.length;
    }

    /** Copies the values {@code from} (inclusive) to {@code to} (exclusive) of all, the outer state's behind the others. */
    public void write(FloatBuffer destination, int from, int to) {
        int exchanged = Math.max(0, Math.min(to, values.length) - from);
        destination.put(values, Math.min(from, values.length), exchanged);
        destination.put(outerState, Math.max(0, from - values.length), to - from - exchanged);
    }
}
