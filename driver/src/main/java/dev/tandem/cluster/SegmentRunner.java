package dev.tandem.cluster;

import dev.tandem.model.TrainingState;
import dev.tandem.plan.IndexRange;
import dev.tandem.plan.Ledger;
import dev.tandem.plan.Segment;
import dev.tandem.replica.ReplicaReport;
import dev.tandem.replica.SegmentChain;
import dev.tandem.replica.SegmentWork;
import dev.tandem.task.ChainJob;
import dev.tandem.task.ChainTask;
import dev.tandem.task.Residents;
import dev.tandem.task.RunData;
import dev.tandem.task.TaskReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.FutureAction;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.rpc.RpcEndpointRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Runs segments on Spark, consecutive ones of an epoch as one job of a barrier stage where the caller's plans are known. A result stage
 * of that kind is never retried by Spark: whatever fails comes here, and the run goes on from the last accepted segment on as many tasks
 * as there are slots by then, so that it goes on with fewer executors than it began with.
 */
public final class SegmentRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentRunner.class);

    private final JavaSparkContext spark;
    private final RunData data;
    private final Slots slots;
    private final JobWatch watch;
    private final SegmentProgress progress;
    private final Likeness likeness = new Likeness();
    private final Broadcast<byte[]> dataBytes;
    private final RunEndpoint ear;
    private final RpcEndpointRef endpoint;
    private @Nullable ChainRun running;
    private boolean plansHold = true;
    private @Nullable String base;
    private List<TaskReport> latest = List.of();
    private int attempts;
    private int freshStates;
    private int statesGiven;
    private float @Nullable [] baseParameters;

    /**
     * @param spark where to run
     * @param data what stays the same for the whole run
     * @param options what is asked of the cluster
     * @param listener hears of progress
     * @throws TrainingFailedException if Spark is set up in a way that cannot work
     */
    public SegmentRunner(JavaSparkContext spark, RunData data, SlotOptions options, ProgressListener listener) {
        this.spark = spark;
        this.data = data;
        this.slots = new Slots(spark.sc(), options);
        this.watch = new JobWatch(spark.sc(), slots);
        this.progress = new SegmentProgress(listener);
        slots.check();
        this.dataBytes = spark.broadcast(data.toBytes());
        SparkEnv env = spark.sc().env();
        this.ear = new RunEndpoint(env.rpcEnv(), progress);
        this.endpoint = env.rpcEnv().setupEndpoint("tandem-" + data.run(), ear);
    }

    /**
     * Trains the first segment of a chain on all replicas. Its other segments may be trained ahead, for a caller who asks for the rest
     * next; from any other caller nothing of that is seen.
     *
     * @param state to start from
     * @throws TrainingFailedException if it failed in a way that a retry cannot mend, or too often
     */
    public SegmentResult run(SegmentChain ahead, TrainingState state) throws InterruptedException {
        int replicas = ahead.work().segment().plan().replicas();
        try (StateOnDemand start = new StateOnDemand(nameOf(state), spark, state)) {
            ear.gives(start);
            Tries tries = new Tries(title(ahead));
            while (true) {
                ChainRun chain = goesOn(ahead, state) ? Objects.requireNonNull(running) : begin(ahead, state, start);
                try {
                    return accept(ahead.first(), state, chain.await(ahead, Math.min(replicas, slots.now())));
                } catch (TryFailedException e) {
                    tries.failed(e, progress.steps());
                    end();
                } finally {
                    statesGiven = start.asked();
                }
            }
        } finally {
            progress.begin(""); // what tasks told last may arrive after their results
        }
    }

    /** Whether tasks are at just this already. For a caller who has changed its mind once, nothing is trained ahead any more. */
    private boolean goesOn(SegmentChain ahead, TrainingState state) {
        if (running == null || !running.hasNext()) {
            return false;
        }
        plansHold &= isBase(state) && running.expects(ahead);
        boolean goesOn = plansHold && running.isAlive();
        if (goesOn) {
            progress.begin(running.token());
        }
        return goesOn;
    }

    private ChainRun begin(SegmentChain ahead, TrainingState state, StateOnDemand start) throws InterruptedException {
        end();
        SegmentChain chain = plansHold ? ahead : SegmentChain.of(ahead.first());
        int tasks = slots.await(chain.work().segment().plan().replicas());
        String attempt = data.run() + "/" + attempts++;
        progress.begin("");
        Deliveries deliveries = new Deliveries(attempt, tasks, state);
        ear.hears(deliveries);
        ChainJob job = new ChainJob(data.run(), attempt, tasks, chain, start.token(), endpoint.name());
        running = new ChainRun(submit(job), chain, tasks, deliveries, watch);
        return running;
    }

    private void end() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    /** How many tasks of the last segment asked for the state because their executors did not hold it. */
    int statesGiven() {
        return statesGiven;
    }

    private static String title(SegmentChain chain) {
        Segment segment = chain.work().segment();
        return "Epoch " + (segment.plan().epoch() + 1) + " from round " + segment.fromRound();
    }

    /** The token of the state if it is the one that executors ended the last segment with; else a name that none of them knows. */
    private String nameOf(TrainingState state) {
        return base != null && isBase(state) ? base : data.run() + "/state " + freshStates++;
    }

    private boolean isBase(TrainingState state) {
        return baseParameters == state.parameters();
    }

    private FutureAction<?> submit(ChainJob job) {
        spark.setJobGroup("tandem-" + data.run(), title(job.chain()), true);
        try {
            ClassTag<Integer> number = ClassTag$.MODULE$.apply(Integer.class);
            RDD<Integer> tasks = Placement.tasks(spark, job, data.train(), latest)
                    .barrier()
                    .mapPartitions(new ChainTask(job, dataBytes), false, number);
            return RDD.rddToAsyncRDDActions(tasks, number).collectAsync();
        } finally {
            spark.clearJobGroup();
        }
    }

    private SegmentResult accept(SegmentWork work, TrainingState before, Delivery delivery) {
        List<TaskReport> reports = delivery.reports();
        likeness.check(reports).ifPresent(LOG::warn);
        List<ReplicaReport> replicas =
                reports.stream().flatMap(report -> report.replicas().stream()).toList();
        long sent = reports.stream().mapToLong(TaskReport::sentBytes).sum();
        for (TaskReport report : reports) {
            if (report.fault() != null) {
                return new SegmentResult(before, replicas, List.of(), reports.size(), sent, report.fault());
            }
        }
        List<Ledger.Entry> trained = new ArrayList<>();
        for (TaskReport report : reports) {
            for (ReplicaReport replica : report.replicas()) {
                for (IndexRange range : replica.trained()) {
                    trained.add(new Ledger.Entry(
                            replica.replica(), range.from(), range.to(), report.executor(), report.attempt()));
                }
            }
        }
        Segment segment = work.segment();
        int epochs = segment.plan().epoch() + (segment.isLast() ? 1 : 0);
        TrainingState after = delivery.state().at(before.iteration() + segment.stepsOfFullest(), epochs);
        base = reports.get(0).token();
        baseParameters = after.parameters();
        latest = reports;
        return new SegmentResult(after, replicas, trained, reports.size(), sent, null);
    }

    @Override
    public void close() {
        end();
        if (!spark.sc().isStopped()) {
            spark.sc().env().rpcEnv().stop(endpoint);
        }
        release(spark, dataBytes);
        Residents.forget(data.run());
    }

    /** A stopped application has released everything, and would throw instead of the error that stopped it. */
    static void release(JavaSparkContext spark, Broadcast<byte[]> broadcast) {
        if (!spark.sc().isStopped()) {
            broadcast.destroy();
        }
    }
}
