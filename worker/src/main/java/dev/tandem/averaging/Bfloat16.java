package dev.tandem.averaging;

/** The upper half of a float32 as the low 16 bits of an int: its range with 8 significant bits. */
final class Bfloat16 {

    private static final int INFINITY = 0x7f80;
    private static final int QUIET = 0x40;

    private Bfloat16() {}

    /**
     * The nearest bfloat16, ties to even; but a value other than zero never becomes zero, nor a finite one infinite: those take the
     * smallest and the largest there is.
     */
    static int fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        int magnitude = bits & Integer.MAX_VALUE;
        if (magnitude >= INFINITY << 16) {
            return bits >>> 16 | (magnitude > INFINITY << 16 ? QUIET : 0);
        }
        int rounded = (magnitude + 0x7fff + ((magnitude >>> 16) & 1)) >>> 16;
        int least = magnitude == 0 ? 0 : 1;
        return sign | Math.max(least, Math.min(rounded, INFINITY - 1));
    }

    /** The value of a bfloat16, exactly. */
    static float toFloat(int bfloat) {
        return Float.intBitsToFloat(bfloat << 16);
    }
}
