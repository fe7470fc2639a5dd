package dev.tandem.data;

import java.io.IOException;

/** What is wrong with an IDX file, as the end of a sentence that starts with its name. */
final class IdxFormatException extends IOException {

    private static final long serialVersionUID = 1;

    IdxFormatException(String message) {
        super(message);
    }
}
