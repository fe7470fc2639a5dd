package dev.tandem.cluster;

import dev.tandem.model.TrainingState;
import dev.tandem.task.DriverMessage;
import dev.tandem.task.TaskReport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.rpc.RpcCallContext;

/** The result of one segment as it comes in from its tasks. Confined to its {@link Deliveries} until it is whole. */
final class Delivery {

    private final int tasks;
    private final StateVectors values;
    private final int[] counts;
    private final TreeMap<Integer, TaskReport> reports = new TreeMap<>();
    private final TreeMap<Integer, RpcCallContext> waiting = new TreeMap<>();
    private final CompletableFuture<Delivery> whole = new CompletableFuture<>();

    Delivery(int tasks, TrainingState like) {
        this.tasks = tasks;
        this.values = StateVectors.like(like);
        this.counts = new int[tasks];
    }

    void put(DriverMessage.Values message) {
        FloatBuffer floats =
                ByteBuffer.wrap(message.bytes()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        counts[message.place().task()] += floats.remaining();
        values.put(message.from(), floats);
    }

    /** Whether all values of a task are there, and its report is not. */
    boolean isWhole(DriverMessage.Result result) {
        int task = result.place().task();
        return counts[task] == result.count() && !reports.containsKey(task);
    }

    void put(int task, TaskReport report, RpcCallContext context) {
        reports.put(task, report);
        waiting.put(task, context);
        if (reports.size() == tasks) {
            whole.complete(this);
        }
    }

    /** Done once all tasks have delivered. */
    CompletableFuture<Delivery> whole() {
        return whole;
    }

    /** In task order. */
    List<TaskReport> reports() {
        return List.copyOf(reports.values());
    }

    /** The state that the tasks agree on; of no meaning after a fault. */
    TrainingState state() {
        return values.state();
    }

    /** Tasks that wait for an answer. */
    List<RpcCallContext> waiting() {
        return List.copyOf(waiting.values());
    }
}
