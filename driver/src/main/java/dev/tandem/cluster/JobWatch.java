package dev.tandem.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.FutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.SparkStatusTracker;
import scala.Option;
import scala.concurrent.Await;

/** Waits for what a barrier job delivers, and ends the job when it waits for slots that are gone: Spark itself would let it wait for ever. */
final class JobWatch {

    private static final long POLL_MILLIS = 50;

    /** An executor that is replaced within this time is worth no new job. */
    private static final Duration STARVED = Duration.ofSeconds(2);

    /** Messages of tasks that have ended arrive within this time, and tasks without work end within it. */
    private static final Duration ARRIVAL = Duration.ofSeconds(10);

    private final SparkContext spark;
    private final Slots slots;

    /** Spark cannot cancel a job that it has put off for lack of slots, so that it must be told again. */
    private final List<FutureAction<?>> cancelled = new ArrayList<>();

    JobWatch(SparkContext spark, Slots slots) {
        this.spark = spark;
        this.slots = slots;
    }

    /**
     * What a job's tasks deliver, or why they do not.
     *
     * @param tasks how many slots the job takes
     * @throws TryFailedException if it failed, or was ended because of lost slots
     * @throws InterruptedException if this thread was interrupted; the job has been cancelled
     */
    <T> T await(Future<T> delivered, FutureAction<?> job, int tasks) throws TryFailedException, InterruptedException {
        try {
            Clock starving = new Clock();
            Clock waiting = new Clock();
            Clock arriving = new Clock();
            while (!isThere(delivered)) {
                cancelAgain();
                requireNoFailure(job);
                if (arriving.isOver(ARRIVAL, job.isCompleted())) {
                    throw new TryFailedException(
                            new Failure("the tasks ended, but their results did not arrive", true));
                }
                boolean started = job.isCompleted() || hasStarted(job, tasks);
                if (starving.isOver(STARVED, !started && slots.now() < tasks)) {
                    throw new TryFailedException(
                            new Failure("executors were lost before all " + tasks + " tasks had started", true));
                }
                if (waiting.isOver(slots.patience(), !started)) {
                    throw new TrainingFailedException("The " + tasks + " tasks of a segment did not start within "
                            + slots.patience().toMillis() / 1e3 + " s (slot_wait) although there are " + slots.now()
                            + " slots: do other jobs or tasks that cannot be stopped hold them?");
                }
            }
            return delivered.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // nobody completes a delivery in this way
        } catch (TryFailedException | TrainingFailedException | InterruptedException e) {
            cancel(job);
            throw e;
        }
    }

    /** Waits for a job whose tasks have nothing left to do, and ends it if it does not end by itself. */
    void letEnd(FutureAction<?> job) {
        try {
            Await.ready(job, scala.concurrent.duration.Duration.apply(ARRIVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            cancel(job);
        } catch (InterruptedException e) {
            cancel(job);
            Thread.currentThread().interrupt();
        }
    }

    /** How long a condition has held without a break. */
    private static final class Clock {

        private long since = System.nanoTime();

        boolean isOver(Duration limit, boolean condition) {
            long now = System.nanoTime();
            since = condition ? since : now;
            return now - since > limit.toNanos();
        }
    }

    private static boolean isThere(Future<?> delivered) throws InterruptedException, ExecutionException {
        try {
            delivered.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return delivered.isDone();
        }
    }

    private boolean hasStarted(FutureAction<?> job, int tasks) {
        SparkStatusTracker tracker = spark.statusTracker();
        var info = tracker.getJobInfo((Integer) job.jobIds().head());
        int started = 0;
        if (info.isDefined()) {
            for (int stage : info.get().stageIds()) {
                Option<SparkStageInfo> found = tracker.getStageInfo(stage);
                started += found.isEmpty()
                        ? 0
                        : found.get().numActiveTasks()
                                + found.get().numCompletedTasks()
                                + found.get().numFailedTasks();
            }
        }
        return started >= tasks;
    }

    /** Ends a job. */
    void cancel(FutureAction<?> job) {
        job.cancel();
        cancelled.add(job);
    }

    private void cancelAgain() {
        cancelled.removeIf(FutureAction::isCompleted);
        cancelled.forEach(FutureAction::cancel);
    }

    private static void requireNoFailure(FutureAction<?> job) throws TryFailedException {
        if (job.isCompleted() && job.value().get().isFailure()) {
            throw new TryFailedException(job.value().get().failed().get());
        }
    }
}
