package dev.tandem.keras;

import java.io.IOException;

/** A model that was read well, but has something that cannot be built from DL4J's layers, or not to the same results. */
final class UnsupportedModelException extends IOException {

    UnsupportedModelException(String message) {
        super(message);
    }
}
