package dev.tandem.checkpoint;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Commits on one background thread while training goes on. A failure surfaces at the next call, and at the latest in {@link #close}.
 * For one calling thread.
 */
public final class BackgroundCommitter implements AutoCloseable {

    /** What became of a submitted content. */
    public enum Submission {
        STARTED,
        /** The one before is still being written, and {@link WhenBusy#SKIP} is set. */
        SKIPPED
    }

    private final Claim claim;
    private final WhenBusy whenBusy;
    private final Patience patience;
    private final ExecutorService thread;
    private @Nullable Future<CommitId> pending;
    private Optional<CommitId> acknowledged = Optional.empty();

    /** @param patience with which to wait for each commit */
    public BackgroundCommitter(Claim claim, WhenBusy whenBusy, Patience patience) {
        this.claim = claim;
        this.whenBusy = whenBusy;
        this.patience = patience;
        this.thread = Executors.newSingleThreadExecutor(BackgroundCommitter::daemon);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "tandem-commit");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Starts to commit a content.
     *
     * @param content not copied, so nothing of it may be written to any more
     * @throws IOException why the commit before failed, {@link ReplacedException} included; this one is then not started
     */
    public Submission submit(CommitContent content) throws IOException {
        if (whenBusy == WhenBusy.SKIP && pending != null && !pending.isDone()) {
            return Submission.SKIPPED;
        }
        flush();
        pending = thread.submit(() -> claim.commit(content));
        return Submission.STARTED;
    }

    /**
     * Waits until nothing is being written, and returns the newest acknowledged commit of this committer.
     *
     * @throws IOException why the last commit failed, once
     */
    public Optional<CommitId> flush() throws IOException {
        Future<CommitId> last = pending;
        if (last != null) {
            acknowledged = Optional.of(await(last));
        }
        return acknowledged;
    }

    private CommitId await(Future<CommitId> commit) throws IOException {
        try {
            CommitId id = patience.await("A commit to " + claim.location() + " is not written", commit);
            pending = null;
            return id;
        } catch (ExecutionException e) {
            pending = null;
            throw failure(e.getCause());
        }
    }

    private IOException failure(@Nullable Throwable cause) {
        if (cause instanceof ReplacedException replaced) {
            return replaced;
        }
        String message = cause == null ? "unknown" : String.valueOf(cause.getMessage());
        return new IOException("A commit to " + claim.location() + " failed: " + message, cause);
    }

    /** Waits for the last commit, unless that has been in vain before, and ends the thread. */
    @Override
    public void close() throws IOException {
        try {
            if (!patience.isOver()) {
                flush();
            }
        } finally {
            thread.shutdownNow();
        }
    }
}
