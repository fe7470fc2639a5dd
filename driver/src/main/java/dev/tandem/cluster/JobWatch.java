package dev.tandem.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.FutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.SparkStatusTracker;
import scala.Option;
import scala.concurrent.Await;
import scala.util.Try;

/** Waits for a barrier job, and ends it when it waits for slots that are gone: Spark itself would let it wait for ever. */
final class JobWatch {

    private static final long POLL_MILLIS = 50;

    /** An executor that is replaced within this time is worth no new job. */
    private static final Duration STARVED = Duration.ofSeconds(2);

    private final SparkContext spark;
    private final Slots slots;

    /** Spark cannot cancel a job that it has put off for lack of slots, so that it must be told again. */
    private final List<FutureAction<?>> cancelled = new ArrayList<>();

    JobWatch(SparkContext spark, Slots slots) {
        this.spark = spark;
        this.slots = slots;
    }

    /**
     * The job's result.
     *
     * @param tasks how many slots it takes
     * @throws TryFailedException if it failed, or was ended because of lost slots
     * @throws InterruptedException if this thread was interrupted; the job has been cancelled
     */
    <T> T await(FutureAction<T> job, int tasks) throws TryFailedException, InterruptedException {
        try {
            Clock starving = new Clock();
            Clock waiting = new Clock();
            while (!isDone(job)) {
                cancelAgain();
                boolean started = hasStarted(job, tasks);
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
        } catch (TryFailedException | TrainingFailedException | InterruptedException e) {
            cancel(job);
            throw e;
        }
        return result(job);
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

    private static boolean isDone(FutureAction<?> job) throws InterruptedException {
        try {
            Await.ready(job, scala.concurrent.duration.Duration.apply(POLL_MILLIS, TimeUnit.MILLISECONDS));
            return true;
        } catch (TimeoutException e) {
            return false;
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

    private void cancel(FutureAction<?> job) {
        job.cancel();
        cancelled.add(job);
    }

    private void cancelAgain() {
        cancelled.removeIf(FutureAction::isCompleted);
        cancelled.forEach(FutureAction::cancel);
    }

    private static <T> T result(FutureAction<T> job) throws TryFailedException {
        Try<T> result = job.value().get();
        if (result.isFailure()) {
            throw new TryFailedException(result.failed().get());
        }
        return result.get();
    }
}
