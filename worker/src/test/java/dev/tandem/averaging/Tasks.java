package dev.tandem.averaging;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs the tasks of a segment on threads of their own; for tests. */
public final class Tasks {

    /** What one task does. */
    @FunctionalInterface
    public interface Body<T> {
        T run(int rank) throws Exception;
    }

    private Tasks() {}

    /** All tasks at once; their results by rank. The first failure is thrown. */
    public static <T> List<T> run(int tasks, Body<T> body) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(tasks);
        try {
            List<Callable<T>> calls = new ArrayList<>();
            for (int rank = 0; rank < tasks; rank++) {
                int own = rank;
                calls.add(() -> body.run(own));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(calls, 60, TimeUnit.SECONDS)) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
