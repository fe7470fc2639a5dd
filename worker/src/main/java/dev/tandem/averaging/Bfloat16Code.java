package dev.tandem.averaging;

import java.nio.ByteBuffer;

/** The upper half of each value, two values a word: keeps signs, and zeros apart from everything else. */
final class Bfloat16Code implements Code {

    @Override
    public int words(int size) {
        return (size + 1) / 2;
    }

    @Override
    public void encode(float[] values, float[] decoded, int size, ByteBuffer out) {
        for (int i = 0; i < size; i += 2) {
            int word = code(values, decoded, i);
            if (i + 1 < size) {
                word |= code(values, decoded, i + 1) << 16;
            }
            out.putInt(word);
        }
    }

    private static int code(float[] values, float[] decoded, int i) {
        int bfloat = Bfloat16.fromFloat(values[i]);
        decoded[i] = Bfloat16.toFloat(bfloat);
        return bfloat;
    }

    @Override
    public void decode(float[] words, int at, float[] values, int size) {
        for (int i = 0; i < size; i++) {
            int word = Float.floatToRawIntBits(words[at + i / 2]);
            values[i] = Bfloat16.toFloat((word >>> ((i & 1) * 16)) & 0xffff);
        }
    }
}
