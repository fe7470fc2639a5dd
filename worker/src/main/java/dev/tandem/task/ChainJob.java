package dev.tandem.task;

import dev.tandem.plan.IndexRange;
import dev.tandem.replica.SegmentChain;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One try at a chain of segments, as sent to its tasks.
 *
 * @param run unique name of the run
 * @param attempt unique name of the try
 * @param tasks how many tasks share the replicas
 * @param chain what to train
 * @param base names the state to start from: executors may hold it since the last segment, the driver gives it to others
 * @param endpoint name of the driver's endpoint for this run
 */
public record ChainJob(String run, String attempt, int tasks, SegmentChain chain, String base, String endpoint)
        implements Serializable {

    public ChainJob {
        int replicas = chain.work().segment().plan().replicas();
        if (tasks < 1 || tasks > replicas) {
            throw new IllegalArgumentException(
                    "Invalid tasks: " + tasks + " (must be 1 to " + replicas + ", the replicas)");
        }
    }

    /** The consecutive replicas that a task hosts; counts differ by at most one. */
    public List<Integer> replicasOf(int task) {
        IndexRange hosted = new IndexRange(0, chain.work().segment().plan().replicas()).part(task, tasks);
        return IntStream.range(hosted.from(), hosted.to()).boxed().toList();
    }

    /** Names what is tried in messages. */
    String name() {
        return "epoch " + chain.work().segment().plan().epoch() + " from round "
                + chain.work().segment().fromRound();
    }
}
