package dev.tandem.feed;

import dev.tandem.model.NativeThreads;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one feed, daemons named {@code tandem-feed-F-W} by feed and worker, both counted from 0 in this JVM. Without workers
 * the calling thread does the work itself.
 */
final class ReaderThreads {

    private static final AtomicInteger FEEDS = new AtomicInteger();

    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final @Nullable ExecutorService pool;

    ReaderThreads(int workers) {
        pool = workers == 0 ? null : pool(workers);
    }

    private ExecutorService pool(int workers) {
        String name = "tandem-feed-" + FEEDS.getAndIncrement() + "-";
        AtomicInteger worker = new AtomicInteger();
        return new ThreadPoolExecutor(
                workers,
                workers,
                0,
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(() -> readBesideTheModel(task), name + worker.getAndIncrement());
                    thread.setDaemon(true);
                    threads.add(thread);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Native threads of its own would take the cores from the replicas. Where ND4J is broken, the first batch says so. */
    private static void readBesideTheModel(Runnable tasks) {
        try {
            NativeThreads.useOneHere();
        } finally {
            tasks.run();
        }
    }

    /** Runs a task, in the order of the calls; without effect after {@link #stop}. */
    void execute(Runnable task) {
        if (pool == null) {
            task.run();
        } else {
            pool.execute(task);
        }
    }

    /** Interrupts the threads and waits for their end, but no longer than the time given. */
    void stop(long millis) {
        if (pool == null) {
            return;
        }
        pool.shutdownNow();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            // The pool says that it has ended while its threads still run their last lines.
            for (Thread thread : threads) {
                TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
