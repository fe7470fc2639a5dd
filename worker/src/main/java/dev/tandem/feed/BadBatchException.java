package dev.tandem.feed;

import java.io.IOException;

/** A batch could not be made; the message names its index and the cause. */
public final class BadBatchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int index;

    BadBatchException(int index, Throwable cause) {
        this(index, describe(cause), cause);
    }

    /** A batch that cannot be used for the reason given. */
    public BadBatchException(int index, String reason, Throwable cause) {
        super("Cannot read batch " + index + ": " + reason, cause);
        this.index = index;
    }

    /** Index of the batch in the Sequence. */
    public int index() {
        return index;
    }

    private static String describe(Throwable cause) {
        String message = cause.getMessage();
        boolean isForTheUser =
                cause.getClass() == IOException.class || cause.getClass() == IllegalArgumentException.class;
        return message != null && isForTheUser ? message : cause.toString();
    }
}
