package dev.tandem.feed;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A batch could not be made; the message names its index and the cause. */
public final class BadBatchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Causes may form a ring. */
    private static final int MOST_CAUSES = 100;

    private final int index;
    private final boolean isOfTheData;

    BadBatchException(int index, Throwable cause) {
        this(index, describe(cause), cause);
    }

    /** A batch that cannot be used for the reason given. */
    public BadBatchException(int index, String reason, Throwable cause) {
        super("Cannot read batch " + index + ": " + reason, cause);
        this.index = index;
        this.isOfTheData = !(cause instanceof TimeoutException) && isOfTheData(cause);
    }

    /** Index of the batch in the Sequence. */
    public int index() {
        return index;
    }

    /** Whether the data may be at fault: not for a read that hangs, that was interrupted or that ended in an {@link Error}. */
    public boolean isOfTheData() {
        return isOfTheData;
    }

    /** Whether a failure has no {@link Error} and no interrupt among its causes. */
    public static boolean isOfTheData(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(
                        failure,
                        Objects::nonNull,
                        cause -> Objects.requireNonNull(cause).getCause())
                .limit(MOST_CAUSES)
                .noneMatch(cause -> cause instanceof Error
                        || cause instanceof InterruptedException
                        || cause instanceof ClosedByInterruptException);
    }

    private static String describe(Throwable cause) {
        String message = cause.getMessage();
        boolean isForTheUser =
                cause.getClass() == IOException.class || cause.getClass() == IllegalArgumentException.class;
        return message != null && isForTheUser ? message : cause.toString();
    }
}
