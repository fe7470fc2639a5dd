package dev.tandem.feed;

import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Batches of a {@link Sequence}, read ahead of the model on threads of their own and handed out in order.
 *
 * <pre>
 * try (BatchFeed feed = new BatchFeed(sequence, IntStream.range(from, to).map(order::indexAt), workers, maxQueueSize, timeout)) {
 *     while (feed.hasNext()) {
 *         try (Batch batch = feed.next()) { … }
 *     }
 * }
 * </pre>
 *
 * <p>The order is that of the indices, whatever {@code workers} is. The feed goes on reading between calls, so that one feed serves many
 * rounds. A Sequence that overrides {@code onEpochEnd} needs a feed for each pass, because this one reads ahead without a pause.
 *
 * <p>One thread takes the batches; any thread may {@link #close()}.
 */
public final class BatchFeed implements AutoCloseable {

    private static final long CLOSE_MILLIS = 2_000;

    private final Sequence sequence;
    private final PrimitiveIterator.OfInt indices;
    private final ReaderThreads readers;
    private final int readAhead;
    private final Duration timeout;
    private final AtomicLong waitedNanos = new AtomicLong();

    private final Queue<Pending> queue = new ConcurrentLinkedQueue<>();
    private int inFlight;
    private volatile boolean closed;

    /**
     * Starts to read at once.
     *
     * @param sequence read by several threads at once when {@code workers} is above 1
     * @param indices of the batches, in the order wanted; taken lazily
     * @param workers threads that read ahead, 1 included as in Keras 2; 0 reads on the thread that calls {@link #next()}, and only then
     * @param maxQueueSize most batches that are being read or wait to be taken, at least 1; without effect when {@code workers} is 0
     * @param timeout longest wait for one batch; without effect when {@code workers} is 0, where nobody is left to look at the clock
     */
    public BatchFeed(Sequence sequence, IntStream indices, int workers, int maxQueueSize, Duration timeout) {
        if (workers < 0) {
            throw new IllegalArgumentException("Invalid workers: " + workers + " (must be >= 0)");
        }
        if (maxQueueSize < 1) {
            throw new IllegalArgumentException("Invalid max_queue_size: " + maxQueueSize + " (must be >= 1)");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("Invalid batch_timeout: " + timeout + " (must be > 0)");
        }
        this.sequence = sequence;
        this.timeout = timeout;
        this.indices = indices.iterator();
        this.readers = new ReaderThreads(workers);
        this.readAhead = workers == 0 ? 0 : maxQueueSize;
        request(readAhead);
    }

    /** Whether there is a batch left to take. */
    public boolean hasNext() {
        return inFlight > 0 || indices.hasNext();
    }

    /**
     * Takes the next batch, which the caller then owns and closes; waits until it is read.
     *
     * @throws BadBatchException if it could not be read, or not in time; the feed stays at this batch until it is {@link #skip skipped}
     * @throws InterruptedException if the thread is interrupted; the batch may be taken later
     * @throws NoSuchElementException if no batch is left
     * @throws IllegalStateException if the feed is closed
     */
    public Batch next() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted before the next batch");
        }
        long start = System.nanoTime();
        try {
            return take();
        } finally {
            waitedNanos.addAndGet(System.nanoTime() - start);
        }
    }

    private Batch take() throws InterruptedException {
        request(1);
        Pending head = queue.peek();
        if (closed) {
            throw closed();
        }
        if (head == null) {
            throw new NoSuchElementException("All batches of this feed were taken");
        }
        Batch batch = head.await(timeout);
        // Whoever removes it owns it: close() may have been here first.
        if (!queue.remove(head)) {
            throw closed();
        }
        inFlight--;
        if (inFlight <= readAhead / 2) {
            request(readAhead); // several at a time: waking a reader for each batch costs more than small batches do
        }
        return batch;
    }

    /**
     * Goes past the next batch, which {@link #next()} has said to be bad.
     *
     * @throws IllegalStateException if it is not; a batch that hangs cannot be skipped
     */
    public void skip() {
        Pending head = queue.peek();
        if (head == null || !head.hasFailed()) {
            throw new IllegalStateException("The next batch of this feed has not failed, so that it cannot be skipped");
        }
        if (queue.remove(head)) {
            inFlight--;
        }
        request(readAhead);
    }

    private void request(int wanted) {
        while (inFlight < wanted && !closed && indices.hasNext()) {
            Pending pending = new Pending(sequence, indices.nextInt());
            queue.add(pending);
            inFlight++;
            readers.execute(pending::read);
        }
        if (closed) {
            discardAll();
        }
    }

    /** How long {@link #next()} has taken so far, all calls together, in nanoseconds: how long the model waited for data. */
    public long waitedNanos() {
        return waitedNanos.get();
    }

    /**
     * Stops reading and frees the batches that were not taken. Interrupts a read that is under way and waits for it, but no longer than
     * two seconds: a read that ignores the interrupt ends on its own daemon thread, and its batch is freed then.
     */
    @Override
    public void close() {
        closed = true;
        discardAll();
        readers.stop(CLOSE_MILLIS);
    }

    private void discardAll() {
        for (Pending pending = queue.poll(); pending != null; pending = queue.poll()) {
            pending.discard();
        }
    }

    static IllegalStateException closed() {
        return new IllegalStateException("This feed is closed");
    }
}
