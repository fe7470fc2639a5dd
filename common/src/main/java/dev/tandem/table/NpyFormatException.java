package dev.tandem.table;

import java.io.IOException;

/** What is wrong with a file of arrays, as the end of a sentence that starts with its name. */
final class NpyFormatException extends IOException {

    private static final long serialVersionUID = 1;

    NpyFormatException(String message) {
        super(message);
    }
}
