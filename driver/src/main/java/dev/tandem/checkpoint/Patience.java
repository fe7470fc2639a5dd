package dev.tandem.checkpoint;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How long a run waits for a file system that blocks: so long once, and then no more. An action that does not come back is left to its
 * thread, which does not keep the process from ending. For one calling thread.
 */
public final class Patience {

    private final Duration limit;
    private @Nullable BlockedException blocked;

    /** @param limit for each action; the first that takes longer is the last */
    public Patience(Duration limit) {
        this.limit = limit;
    }

    /** Something to be done with files. */
    @FunctionalInterface
    public interface Action<T> {
        T run() throws IOException;
    }

    /**
     * Does it on a thread of its own and waits for it.
     *
     * @param what has not happened if it takes too long, such as {@code "runs/a/model.zip is not written"}
     * @throws BlockedException if it takes too long, or something has before
     */
    public <T extends @Nullable Object> T call(String what, Action<T> action) throws IOException {
        requireAnswers();
        FutureTask<T> task = new FutureTask<>(action::run);
        Thread thread = new Thread(task, "tandem-files");
        thread.setDaemon(true);
        thread.start();
        try {
            return await(what, task);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    /** Waits for what another thread does. */
    <T extends @Nullable Object> T await(String what, Future<T> work) throws IOException, ExecutionException {
        requireAnswers();
        try {
            return work.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            blocked = new BlockedException(what + " after " + limit.toMillis() / 1e3
                    + " s (checkpoint.timeout): the file system blocks. Look after it and run the same command again;"
                    + " earlier commits are intact.");
            throw blocked;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted: " + what);
        }
    }

    /** Whether something has taken too long. */
    boolean isOver() {
        return blocked != null;
    }

    private void requireAnswers() throws BlockedException {
        if (blocked != null) {
            throw blocked;
        }
    }

    private static IOException failure(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException exception) {
            throw exception;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException exception ? exception : new IOException(cause);
    }
}
