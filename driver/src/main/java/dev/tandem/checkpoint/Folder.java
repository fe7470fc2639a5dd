package dev.tandem.checkpoint;

import java.util.Locale;

/** The folders of a run directory that the protocol owns; everything else in there is left alone. */
enum Folder {
    CLAIMS,
    COMMITS,
    DATA,
    TEMPORARY;

    /** The folder's name below the run directory. */
    String path() {
        return name().toLowerCase(Locale.ROOT);
    }
}
