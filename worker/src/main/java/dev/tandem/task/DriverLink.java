package dev.tandem.task;

import dev.tandem.averaging.PeerLostException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.rpc.RpcTimeout;
import org.apache.spark.util.RpcUtils;
import scala.concurrent.Future;
import scala.concurrent.duration.Duration;
import scala.reflect.ClassTag$;
import scala.util.Try;

/**
 * A task's line to the driver, over Spark's own RPC: meeting the other tasks, and telling of progress.
 *
 * <p>{@code BarrierTaskContext.allGather} would do for the meeting, but sleeps a full second in each call.
 */
final class DriverLink {

    private static final long POLL_MILLIS = 2;

    private final RpcEndpointRef driver;
    private final long timeoutSeconds;

    private DriverLink(RpcEndpointRef driver, long timeoutSeconds) {
        this.driver = driver;
        this.timeoutSeconds = timeoutSeconds;
    }

    static DriverLink to(String endpoint) {
        SparkEnv env = SparkEnv.get();
        return new DriverLink(
                RpcUtils.makeDriverRef(endpoint, env.conf(), env.rpcEnv()),
                env.conf().getTimeAsSeconds("spark.barrier.sync.timeout", "120s"));
    }

    /**
     * Tells the driver this task's address and returns once all tasks of the stage attempt have told theirs, in task order.
     *
     * @throws PeerLostException if they have not within {@code spark.barrier.sync.timeout}, or the driver is gone
     */
    List<String> meet(DriverMessage.Meet meet) throws InterruptedException {
        RpcTimeout never = new RpcTimeout(Duration.apply(365, "days"), "tandem.meet");
        Future<String[]> all = driver.ask(meet.encode(), never, ClassTag$.MODULE$.apply(String[].class));
        long start = System.nanoTime();
        while (!all.isCompleted()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(timeoutSeconds)) {
                throw new PeerLostException("Task " + meet.task() + " of " + meet.session() + " waited "
                        + timeoutSeconds + " s (spark.barrier.sync.timeout) for all " + meet.tasks()
                        + " tasks to start; the segment must be run again");
            }
            Thread.sleep(POLL_MILLIS);
            TaskContext.get().killTaskIfInterrupted();
        }
        Try<String[]> addresses = all.value().get();
        if (addresses.isFailure()) {
            Throwable cause = addresses.failed().get();
            throw new PeerLostException(
                    "Task " + meet.task() + " of " + meet.session() + " lost the driver: " + cause, cause);
        }
        return List.of(addresses.get());
    }

    void tell(DriverMessage.Progress progress) {
        driver.send(progress.encode());
    }
}
