package dev.tandem.averaging;

import java.nio.ByteBuffer;

/**
 * One half-precision number a value, in units of a power of two that puts the block's largest value at the upper end of the halves'
 * range. One word for the unit, then two values a word.
 */
final class HalfCode implements Code {

    /** Largest values lie from 2^14 to 2^15, so that none is rounded to infinity. */
    private static final int TOP_EXPONENT = 14;

    @Override
    public int words(int size) {
        return 1 + (size + 1) / 2;
    }

    @Override
    public void encode(float[] values, float[] decoded, int size, ByteBuffer out) {
        float largest = BlockScale.largest(values, size);
        int exponent = largest == 0 ? 0 : Math.getExponent(largest) - TOP_EXPONENT;
        float unit = Math.scalb(1f, exponent);
        float inverse = largest == 0 ? 0 : Math.scalb(1f, -exponent);
        out.putFloat(unit);
        for (int i = 0; i < size; i += 2) {
            int word = code(values, decoded, i, inverse, unit);
            if (i + 1 < size) {
                word |= code(values, decoded, i + 1, inverse, unit) << 16;
            }
            out.putInt(word);
        }
    }

    private static int code(float[] values, float[] decoded, int i, float inverse, float unit) {
        int half = Half.fromFloat(values[i] * inverse);
        decoded[i] = Half.toFloat(half) * unit;
        return half;
    }

    @Override
    public void decode(float[] words, int at, float[] values, int size) {
        float unit = words[at];
        for (int i = 0; i < size; i++) {
            int word = Float.floatToRawIntBits(words[at + 1 + i / 2]);
            values[i] = Half.toFloat((word >>> ((i & 1) * 16)) & 0xffff) * unit;
        }
    }
}
