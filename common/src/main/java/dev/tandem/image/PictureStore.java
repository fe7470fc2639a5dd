package dev.tandem.image;

import org.jspecify.annotations.Nullable;

/** Levels of pictures by the number of their sample, as many as there is room for. Thread-safe; never fails. */
interface PictureStore {

    /** The levels, not to be changed; null if they are not kept. */
    byte @Nullable [] find(int sample);

    /** Keeps levels if there is room. */
    void keep(int sample, byte[] levels);
}
