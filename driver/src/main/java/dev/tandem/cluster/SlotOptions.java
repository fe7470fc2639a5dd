package dev.tandem.cluster;

import java.time.Duration;

/**
 * What a run asks of the cluster.
 *
 * @param minTasks fewest tasks to share the replicas; with fewer slots the run waits
 * @param slotWait how long to wait for so many slots before the run fails
 */
public record SlotOptions(int minTasks, Duration slotWait) {

    /** One task, two minutes. */
    public static final SlotOptions STANDARD = new SlotOptions(1, Duration.ofMinutes(2));

    public SlotOptions {
        if (minTasks < 1) {
            throw new IllegalArgumentException("Invalid min_tasks: " + minTasks + " (must be >= 1)");
        }
        if (slotWait.isNegative() || slotWait.isZero()) {
            throw new IllegalArgumentException("Invalid slot_wait: " + slotWait + " (must be > 0)");
        }
    }
}
