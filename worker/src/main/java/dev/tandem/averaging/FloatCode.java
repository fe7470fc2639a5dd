package dev.tandem.averaging;

import java.nio.ByteBuffer;

/** Values as they are. */
final class FloatCode implements Code {

    @Override
    public int words(int size) {
        return size;
    }

    @Override
    public void encode(float[] values, float[] decoded, int size, ByteBuffer out) {
        System.arraycopy(values, 0, decoded, 0, size);
        for (int i = 0; i < size; i++) {
            out.putFloat(values[i]);
        }
    }

    @Override
    public void decode(float[] words, int at, float[] values, int size) {
        System.arraycopy(words, at, values, 0, size);
    }
}
