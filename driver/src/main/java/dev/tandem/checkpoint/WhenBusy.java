package dev.tandem.checkpoint;

/** What to do with a commit while the one before is still being written. */
public enum WhenBusy {
    /** Let training wait until the one before is written. */
    WAIT,
    /** Leave this one out. */
    SKIP
}
