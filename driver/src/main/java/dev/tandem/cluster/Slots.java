package dev.tandem.cluster;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** How many barrier tasks the cluster can run at once. */
final class Slots {

    private static final Duration POLL = Duration.ofMillis(50);

    /** Executors register one by one; once their number has been the same for so long, no more are expected. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final SparkContext spark;
    private final Duration wait;

    Slots(SparkContext spark, Duration wait) {
        this.spark = spark;
        this.wait = wait;
    }

    /**
     * Refuses settings under which barrier stages cannot run.
     *
     * @throws TrainingFailedException naming the setting
     */
    void check() {
        SparkConf conf = spark.getConf();
        if (conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
            throw new TrainingFailedException(
                    "Spark's dynamic allocation is on, under which replicas cannot run side by side."
                            + " Set spark.dynamicAllocation.enabled=false and ask for a fixed number of executors.");
        }
    }

    private int now() {
        return spark.isStopped()
                ? 0
                : spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
    }

    /**
     * The number of tasks to run replicas on: one per replica if there are slots for all, fewer if not.
     *
     * @throws TrainingFailedException if no slot shows up in time
     */
    int await(int replicas) throws InterruptedException {
        long start = System.nanoTime();
        long changed = start;
        int slots = now();
        while (slots < replicas) {
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while waiting for executors");
            }
            if (spark.isStopped()) {
                throw new TrainingFailedException(
                        "Spark has ended the application while it waited for executors: the log of " + spark.master()
                                + " says why (often executors that cannot start).");
            }
            long settled = System.nanoTime() - changed;
            if (slots > 0 && (spark.isLocal() || settled > SETTLED.toNanos())) {
                return slots;
            }
            if (System.nanoTime() - start > wait.toNanos()) {
                throw new TrainingFailedException("No executor has a free slot after " + wait.toSeconds()
                        + " s, but at least one is needed: is the cluster up, and does an executor fit its workers' memory and cores?"
                        + " (master " + spark.master() + ", spark.task.cpus "
                        + spark.getConf().get("spark.task.cpus", "1") + ")");
            }
            LockSupport.parkNanos(POLL.toNanos());
            int seen = now();
            changed = seen == slots ? changed : System.nanoTime();
            slots = seen;
        }
        return replicas;
    }
}
