package dev.tandem.image;

import java.io.Serializable;

/**
 * What is seen where the picture ends.
 *
 * @param mode which pixels stand for those outside
 * @param level cval: the level of all channels where none does
 */
record Fill(FillMode mode, float level) implements Serializable {

    /** Keras's default. */
    static final Fill NEAREST = new Fill(FillMode.NEAREST, 0);
}
