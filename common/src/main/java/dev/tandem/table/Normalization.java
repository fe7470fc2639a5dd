package dev.tandem.table;

import java.util.Locale;

/** How features are brought to a common size. */
public enum Normalization {
    /** Mean 0 and standard deviation 1. */
    STANDARD,
    /** From 0 to 1. */
    MIN_MAX;

    /** As a job file writes it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
