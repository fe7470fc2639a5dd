package dev.tandem.averaging;

/** IEEE 754 half precision (binary16) as the low 16 bits of an int. */
final class Half {

    private static final int INFINITY = 0x7c00;
    private static final int NAN = 0x7e00;

    private Half() {}

    /** The nearest half, ties to even; infinite from 65 520 on. */
    static int fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        int magnitude = bits & Integer.MAX_VALUE;
        if (magnitude >= 0x47800000) {
            return sign | (magnitude > 0x7f800000 ? NAN : INFINITY);
        }
        if (magnitude < 0x38800000) {
            // Below the normal halves: a float's last place at 0.5 is the step of a subnormal half.
            return sign | (Float.floatToRawIntBits(Math.abs(value) + 0.5f) - 0x3f000000);
        }
        int rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
        return sign | ((rounded - 0x38000000) >>> 13);
    }

    /** The value of a half, exactly. */
    static float toFloat(int half) {
        int sign = (half & 0x8000) << 16;
        int magnitude = half & 0x7fff;
        if (magnitude >= INFINITY) {
            return Float.intBitsToFloat(sign | 0x7f800000 | ((magnitude & 0x3ff) << 13));
        }
        // The exponents' biases differ by 112.
        float value = Float.intBitsToFloat(magnitude << 13) * 0x1p112f;
        return Float.intBitsToFloat(sign | Float.floatToRawIntBits(value));
    }
}
