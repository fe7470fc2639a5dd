package dev.tandem.image;

import java.util.Locale;

/**
 * How a picture of another shape is brought to the wanted one. The filter is a triangle (bilinear), widened when shrinking, as Pillow's
 * {@code BILINEAR}; levels are rounded to whole numbers.
 */
public enum Resize {
    /** Height and width apart, whatever becomes of the proportions. */
    STRETCH,
    /** The largest part in the centre that has the wanted proportions. */
    CROP,
    /** All of it in the centre, with black at two sides. */
    PAD;

    /** The name in a job file. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
