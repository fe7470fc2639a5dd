package dev.tandem.averaging;

/**
 * What coding has held back of a vector so far: the difference between what should have been sent and what was.
 *
 * <p>A change takes back all of it. A value of the optimizer's state takes it back only up to half of its own size, and what is larger is
 * forgotten: so a rest never changes a value's sign and never makes it zero, which would make a second moment useless. A rest is at most
 * 1/256 of the value that it was cut from, so one that is larger than half of the value now comes from a value at least 128 times as
 * large: the state has decayed since, and the rest would have decayed with it.
 */
final class Rest {

    private final int length;
    private float[] held = {};

    Rest(int length) {
        this.length = length;
    }

    /** Adds what was held back to values that start at {@code at} in the vector. */
    void giveBack(Chunk.Part part, float[] values, int at, int size) {
        if (held.length == 0) {
            return;
        }
        switch (part) {
            case PARAMETERS -> {
                for (int i = 0; i < size; i++) {
                    values[i] += held[at + i];
                }
            }
            case STATE -> {
                for (int i = 0; i < size; i++) {
                    float rest = held[at + i];
                    values[i] += Math.abs(rest) <= Math.abs(values[i]) / 2 ? rest : 0;
                }
            }
        }
    }

    /** Holds back what of the values is not sent. */
    void hold(float[] values, float[] sent, int at, int size) {
        if (held.length == 0) {
            held = new float[length];
        }
        for (int i = 0; i < size; i++) {
            held[at + i] = values[i] - sent[i];
        }
    }
}
