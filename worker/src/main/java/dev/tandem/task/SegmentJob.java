package dev.tandem.task;

import dev.tandem.plan.IndexRange;
import dev.tandem.replica.SegmentWork;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One try at one segment, as sent to its tasks.
 *
 * @param run unique name of the run
 * @param tasks how many tasks share the replicas
 * @param work what to train
 * @param base names the state to start from: executors may hold it since the last segment, the driver gives it to others
 * @param endpoint name of the driver's endpoint for this run
 */
public record SegmentJob(String run, int tasks, SegmentWork work, String base, String endpoint)
        implements Serializable {

    public SegmentJob {
        int replicas = work.segment().plan().replicas();
        if (tasks < 1 || tasks > replicas) {
            throw new IllegalArgumentException(
                    "Invalid tasks: " + tasks + " (must be 1 to " + replicas + ", the replicas)");
        }
    }

    /** The consecutive replicas that a task hosts; counts differ by at most one. */
    public List<Integer> replicasOf(int task) {
        IndexRange hosted = new IndexRange(0, work.segment().plan().replicas()).part(task, tasks);
        return IntStream.range(hosted.from(), hosted.to()).boxed().toList();
    }

    /** Names this segment in messages. */
    String name() {
        return "epoch " + work.segment().plan().epoch() + " round "
                + work.segment().fromRound();
    }
}
