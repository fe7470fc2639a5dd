package dev.tandem.checkpoint;

import java.io.IOException;

/** Another run has taken the run directory over. Whoever gets this stops: its last commit is not acknowledged, and it deletes nothing. */
public final class ReplacedException extends IOException {

    ReplacedException(String message) {
        super(message);
    }
}
