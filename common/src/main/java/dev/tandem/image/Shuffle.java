package dev.tandem.image;

import java.util.Locale;

/** How samples are mixed before they are cut into batches. The order in which batches are trained on is another matter. */
public enum Shuffle {
    /** A new permutation in each pass: each sample once in each, in ever new batches. */
    SAMPLES,
    /** One permutation, so that batches are mixed but stay the same in all passes. */
    BATCHES,
    /** The order of the listing. */
    NONE;

    /** The name in a job file. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
