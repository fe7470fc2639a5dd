package dev.tandem.averaging;

import java.util.ArrayList;
import java.util.List;

/** Arrays used again from round to round, so that large ones are cleared only once. Thread-safe. */
final class Storage {

    private final List<float[]> free = new ArrayList<>();

    /** An array with room for at least so many values. */
    synchronized float[] take(int floats) {
        for (int i = 0; i < free.size(); i++) {
            if (free.get(i).length >= floats) {
                return free.remove(i);
            }
        }
        return new float[floats];
    }

    synchronized void giveBack(float[] array) {
        if (array.length > 0) {
            free.add(array);
        }
    }
}
