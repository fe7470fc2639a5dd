package dev.tandem.task;

import dev.tandem.averaging.PeerLostException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.rpc.RpcTimeout;
import org.apache.spark.util.RpcUtils;
import scala.concurrent.Await;
import scala.concurrent.Future;
import scala.concurrent.duration.Duration;
import scala.reflect.ClassTag$;
import scala.util.Try;

/**
 * A task's line to the driver, over Spark's own RPC: meeting the other tasks, asking for the state, telling of progress and
 * handing over results.
 *
 * <p>{@code BarrierTaskContext.allGather} would do for the meeting, but sleeps a full second in each call.
 */
final class DriverLink {

    private static final Duration POLL = Duration.apply(50, "milliseconds");
    private static final RpcTimeout NEVER = new RpcTimeout(Duration.apply(365, "days"), "tandem.driver");

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
        String who = "Task " + meet.task() + " of " + meet.session();
        Future<String[]> all = driver.ask(meet.encode(), NEVER, ClassTag$.MODULE$.apply(String[].class));
        return List.of(answer(all, who, "all " + meet.tasks() + " tasks to start"));
    }

    /**
     * The values of a state that the driver keeps.
     *
     * @throws PeerLostException if the driver is gone, does not answer within {@code spark.barrier.sync.timeout}, or has no such state
     *     any more
     */
    byte[] state(DriverMessage.State wanted) throws InterruptedException {
        Future<Broadcast<byte[]>> shared = driver.ask(wanted.encode(), NEVER, ClassTag$.MODULE$.apply(Broadcast.class));
        return answer(shared, "A task", "the state " + wanted.token()).value();
    }

    /** Hands over some of the values that a segment ended with. */
    void tell(DriverMessage.Values values) {
        driver.send(values.encode());
    }

    /** Hands over the result of a segment, whose values have gone before; {@link #mayGoOn} waits for the answer. */
    Future<Boolean> deliver(DriverMessage.Result result) {
        return driver.ask(result.encode(), NEVER, ClassTag$.MODULE$.apply(Boolean.class));
    }

    /**
     * Whether the driver, which has accepted a segment by now, wants the one after the next one from this task.
     *
     * @throws PeerLostException if the driver is gone, has not accepted the segment within {@code spark.barrier.sync.timeout}, or wants
     *     nothing more of this try
     */
    boolean mayGoOn(Future<Boolean> delivered) throws InterruptedException {
        return answer(delivered, "A task", "the driver to accept the segment before");
    }

    /** Looks between short waits whether the task was killed; an answer ends the wait at once. */
    private <T> T answer(Future<T> answer, String who, String awaited) throws InterruptedException {
        long start = System.nanoTime();
        while (!isThere(answer)) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(timeoutSeconds)) {
                throw new PeerLostException(who + " waited " + timeoutSeconds + " s (spark.barrier.sync.timeout) for "
                        + awaited + "; the segment must be run again");
            }
            TaskContext.get().killTaskIfInterrupted();
        }
        Try<T> outcome = answer.value().get();
        if (outcome.isFailure()) {
            Throwable cause = outcome.failed().get();
            throw new PeerLostException(who + " lost the driver: " + cause, cause);
        }
        return outcome.get();
    }

    private static boolean isThere(Future<?> answer) throws InterruptedException {
        try {
            Await.ready(answer, POLL);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    void tell(DriverMessage.Progress progress) {
        driver.send(progress.encode());
    }
}
