package dev.tandem.averaging;

/** What the values of a block are measured in. */
final class BlockScale {

    /** Blocks whose values are all smaller travel as zeros: their scale could not be inverted. */
    private static final float SMALLEST = 0x1p-100f;

    private BlockScale() {}

    /** The largest finite magnitude of a block; 0 if it is too small to matter. */
    static float largest(float[] values, int size) {
        float largest = 0;
        for (int i = 0; i < size; i++) {
            float magnitude = Math.abs(values[i]);
            if (magnitude > largest && magnitude <= Float.MAX_VALUE) {
                largest = magnitude;
            }
        }
        return largest < SMALLEST ? 0 : largest;
    }
}
