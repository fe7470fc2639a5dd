package dev.tandem.cluster;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** How many barrier tasks the cluster can run at once. */
final class Slots {

    private static final Duration POLL = Duration.ofMillis(50);

    /** At the start executors register one after the other; once their number has been the same for so long, no more are expected. */
    private static final Duration ARRIVALS = Duration.ofSeconds(2);

    /** In about this time the JVM of a lost executor's replacement is up. */
    private static final Duration REPLACEMENT = Duration.ofSeconds(5);

    private final SparkContext spark;
    private final SlotOptions options;

    /** How many there were last time: so many are worth a short wait. */
    private int usual = Integer.MAX_VALUE;

    Slots(SparkContext spark, SlotOptions options) {
        this.spark = spark;
        this.options = options;
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

    /** As far as the driver knows: a dead executor counts until its connection closes or its heartbeats stay away. */
    int now() {
        return spark.isStopped()
                ? 0
                : spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
    }

    /** How long a run may wait for slots. */
    Duration patience() {
        return options.slotWait();
    }

    /**
     * The number of tasks to run replicas on: one per replica if there are slots for all, fewer if not. Where there are fewer slots than
     * last time, it waits a little for their return.
     *
     * @throws TrainingFailedException if too few slots show up in time
     */
    int await(int replicas) throws InterruptedException {
        Duration settled = usual == Integer.MAX_VALUE ? ARRIVALS : REPLACEMENT;
        int fewest = Math.min(options.minTasks(), replicas);
        long start = System.nanoTime();
        long changed = start;
        int slots = now();
        while (slots < Math.min(replicas, usual)) {
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while waiting for executors");
            }
            if (spark.isStopped()) {
                throw new TrainingFailedException(
                        "Spark has ended the application while it waited for executors: the log of " + spark.master()
                                + " says why (often executors that cannot start).");
            }
            if (slots >= fewest && (spark.isLocal() || System.nanoTime() - changed > settled.toNanos())) {
                break;
            }
            if (slots < fewest && System.nanoTime() - start > options.slotWait().toNanos()) {
                throw tooFew(slots, fewest);
            }
            LockSupport.parkNanos(POLL.toNanos());
            int seen = now();
            changed = seen == slots ? changed : System.nanoTime();
            slots = seen;
        }
        usual = slots;
        return Math.min(replicas, slots);
    }

    private TrainingFailedException tooFew(int slots, int fewest) {
        String found = slots == 0 ? "No executor has a free slot" : "The executors have " + slots + " slots";
        return new TrainingFailedException(
                found + " after " + options.slotWait().toMillis() / 1e3
                        + " s (slot_wait), but at least " + fewest + " " + (fewest == 1 ? "is" : "are")
                        + " needed (min_tasks): is the cluster up, and does an executor fit its workers' memory and cores?"
                        + " (master " + spark.master() + ", spark.task.cpus "
                        + spark.getConf().get("spark.task.cpus", "1") + ")");
    }
}
