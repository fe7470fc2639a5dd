package dev.tandem.checkpoint;

import java.io.IOException;

/** A commit was written by a newer Tandem. Going back to an older commit would lose it, so this stops. */
public final class NewerFormatException extends IOException {

    NewerFormatException(String file, int found, int supported) {
        super("Unsupported format of " + file + ": version " + found + " (supported: up to " + supported
                + "). Use the Tandem that wrote it, or a newer one.");
    }
}
