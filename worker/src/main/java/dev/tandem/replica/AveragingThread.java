package dev.tandem.replica;

import dev.tandem.averaging.Fault;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A thread that averages while the task's own thread trains. Once closed, it does nothing any more. */
final class AveragingThread implements AutoCloseable {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread fresh = new Thread(work, Thread.currentThread().getName() + " averaging");
        fresh.setDaemon(true);
        return fresh;
    });

    /** An average under way. */
    record Pending(Future<@Nullable Fault> outcome) {

        /**
         * Waits until it is done.
         *
         * @throws InterruptedException if either thread was told to stop
         */
        @Nullable
        Fault await() throws InterruptedException {
            try {
                return outcome.get();
            } catch (ExecutionException e) {
                throw asThrown(e.getCause());
            }
        }

        private static RuntimeException asThrown(@Nullable Throwable cause) throws InterruptedException {
            if (cause instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            return cause instanceof RuntimeException exception ? exception : new IllegalStateException(cause);
        }
    }

    Pending start(Callable<@Nullable Fault> average) {
        return new Pending(thread.submit(average));
    }

    /** Stops what is under way and waits for it to end, even if this thread is told to stop meanwhile. */
    @Override
    public void close() {
        thread.shutdownNow();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = thread.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
