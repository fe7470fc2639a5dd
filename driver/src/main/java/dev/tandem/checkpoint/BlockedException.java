package dev.tandem.checkpoint;

import java.io.IOException;

/** A file system did not answer in time. Whoever gets this asks it for nothing more. */
public final class BlockedException extends IOException {

    BlockedException(String message) {
        super(message);
    }
}
