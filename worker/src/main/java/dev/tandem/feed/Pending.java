package dev.tandem.feed;

import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;

/** One batch that was asked for. It has one owner at any time: the thread that makes it, then whoever takes or discards it. */
final class Pending {

    private final Sequence sequence;
    private final int index;
    private final CompletableFuture<Batch> batch = new CompletableFuture<>();

    Pending(Sequence sequence, int index) {
        this.sequence = sequence;
        this.index = index;
    }

    /** Makes the batch, unless it was discarded; its arrays belong to no workspace. */
    @SuppressWarnings("try") // the scope is only there to be left
    void read() {
        if (batch.isDone()) {
            return;
        }
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            Batch made = sequence.get(index);
            if (made == null) {
                throw new NullPointerException(sequence.getClass().getName() + ".get returned null");
            }
            if (!batch.complete(made)) {
                made.close();
            }
        } catch (Throwable e) {
            batch.completeExceptionally(e);
        }
    }

    /** Waits for the batch, but no longer than the time given. */
    Batch await(Duration timeout) throws InterruptedException {
        try {
            return batch.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            String late = sequence.getClass().getName() + ".get has not returned after " + timeout.toMillis() / 1e3
                    + " s. Look for a read that hangs, or raise batch_timeout.";
            throw new BadBatchException(index, late, e);
        } catch (CancellationException e) {
            throw BatchFeed.closed();
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            if (cause instanceof VirtualMachineError error) {
                throw error;
            }
            throw new BadBatchException(index, cause);
        }
    }

    /** Whether making it has failed. */
    boolean hasFailed() {
        return batch.isCompletedExceptionally() && !batch.isCancelled();
    }

    /** Frees the batch, now or as soon as it is made. */
    void discard() {
        if (!batch.cancel(false) && !batch.isCompletedExceptionally()) {
            batch.join().close();
        }
    }
}
