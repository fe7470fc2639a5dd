package dev.tandem.averaging;

import java.nio.ByteBuffer;

/**
 * One byte a value, in units of 1/127 of the block's largest value; -128 is what is not finite. One word for the unit, then four values a
 * word. Rounds to the nearest: with error feedback, the unbiased random rounding of QSGD (arXiv 1610.02132) is not needed, nor is it the
 * same on every machine.
 */
final class ByteCode implements Code {

    private static final int MOST = 127;
    private static final int NOT_FINITE = -128;

    /** Added to a small value, leaves it rounded to an integer, ties to even, in the last places. */
    private static final float ROUNDER = 0x1.8p23f;

    @Override
    public int words(int size) {
        return 1 + (size + 3) / 4;
    }

    @Override
    public void encode(float[] values, float[] decoded, int size, ByteBuffer out) {
        float largest = BlockScale.largest(values, size);
        float unit = largest / MOST;
        float inverse = largest == 0 ? 0 : MOST / largest;
        out.putFloat(unit);
        for (int i = 0; i < size; i += 4) {
            int word = 0;
            for (int j = i; j < Math.min(size, i + 4); j++) {
                int code = code(values[j], inverse);
                decoded[j] = value(code, unit);
                word |= (code & 0xff) << ((j & 3) * 8);
            }
            out.putInt(word);
        }
    }

    @Override
    public void decode(float[] words, int at, float[] values, int size) {
        float unit = words[at];
        for (int i = 0; i < size; i++) {
            int word = Float.floatToRawIntBits(words[at + 1 + i / 4]);
            values[i] = value((byte) (word >>> ((i & 3) * 8)), unit);
        }
    }

    private static int code(float value, float inverse) {
        return Math.abs(value) <= Float.MAX_VALUE
                ? Float.floatToRawIntBits(value * inverse + ROUNDER) - Float.floatToRawIntBits(ROUNDER)
                : NOT_FINITE;
    }

    private static float value(int code, float unit) {
        return code == NOT_FINITE ? Float.NaN : code * unit;
    }
}
