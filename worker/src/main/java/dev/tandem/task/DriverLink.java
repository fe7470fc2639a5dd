package dev.tandem.task;

import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.rpc.RpcTimeout;
import org.apache.spark.util.RpcUtils;
import scala.concurrent.Future;
import scala.concurrent.duration.Duration;
import scala.reflect.ClassTag$;

/**
 * A task's line to the driver, over Spark's own RPC: meeting the other tasks, and telling of progress.
 *
 * <p>{@code BarrierTaskContext.allGather} would do for the meeting, but sleeps a full second in each call.
 */
final class DriverLink {

    private static final long POLL_MILLIS = 2;

    private final RpcEndpointRef driver;

    private DriverLink(RpcEndpointRef driver) {
        this.driver = driver;
    }

    static DriverLink to(String endpoint) {
        SparkEnv env = SparkEnv.get();
        return new DriverLink(RpcUtils.makeDriverRef(endpoint, env.conf(), env.rpcEnv()));
    }

    /** Tells the driver this task's address and returns once all tasks of the stage attempt have told theirs, in task order. */
    List<String> meet(DriverMessage.Meet meet) throws InterruptedException {
        RpcTimeout never = new RpcTimeout(Duration.apply(365, "days"), "tandem.meet");
        Future<String[]> all = driver.ask(meet.encode(), never, ClassTag$.MODULE$.apply(String[].class));
        while (!all.isCompleted()) {
            Thread.sleep(POLL_MILLIS);
            TaskContext.get().killTaskIfInterrupted();
        }
        return List.of(all.value().get().get());
    }

    void tell(DriverMessage.Progress progress) {
        driver.send(progress.encode());
    }
}
