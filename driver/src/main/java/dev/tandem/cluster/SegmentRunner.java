package dev.tandem.cluster;

import dev.tandem.model.TrainingState;
import dev.tandem.plan.IndexRange;
import dev.tandem.plan.Ledger;
import dev.tandem.plan.Segment;
import dev.tandem.replica.ReplicaReport;
import dev.tandem.replica.SegmentWork;
import dev.tandem.task.Residents;
import dev.tandem.task.RunData;
import dev.tandem.task.SegmentJob;
import dev.tandem.task.SegmentTask;
import dev.tandem.task.TaskReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.FutureAction;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.rpc.RpcEndpointRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Runs segments as Spark jobs of one barrier stage. A result stage of that kind is never retried by Spark: whatever fails comes here, and
 * the segment is run again on as many tasks as there are slots by then, so that a run goes on with fewer executors than it began with.
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
    private @Nullable String base;
    private List<TaskReport> latest = List.of();
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
     * Trains one segment on all replicas.
     *
     * @param state to start from
     * @throws TrainingFailedException if it failed in a way that a retry cannot mend, or too often
     */
    public SegmentResult run(SegmentWork work, TrainingState state) throws InterruptedException {
        try (StateOnDemand start = new StateOnDemand(nameOf(state), spark, state)) {
            ear.gives(start);
            Tries tries = new Tries(title(work.segment()));
            while (true) {
                int tasks = slots.await(work.segment().plan().replicas());
                SegmentJob job = new SegmentJob(data.run(), tasks, work, start.token(), endpoint.name());
                progress.begin("");
                try {
                    return accept(work, state, watch.await(submit(job), tasks));
                } catch (TryFailedException e) {
                    tries.failed(e, progress.steps());
                } finally {
                    statesGiven = start.asked();
                }
            }
        } finally {
            progress.begin(""); // what tasks told last may arrive after their results
        }
    }

    /** How many tasks of the last segment asked for the state because their executors did not hold it. */
    int statesGiven() {
        return statesGiven;
    }

    private static String title(Segment segment) {
        return "Epoch " + (segment.plan().epoch() + 1) + " from round " + segment.fromRound();
    }

    /** The token of the state if it is the one that executors ended the last segment with; else a name that none of them knows. */
    private String nameOf(TrainingState state) {
        return base != null && baseParameters == state.parameters() ? base : data.run() + "/state " + freshStates++;
    }

    private FutureAction<Seq<byte[]>> submit(SegmentJob job) {
        spark.setJobGroup("tandem-" + data.run(), title(job.work().segment()), true);
        try {
            RDD<byte[]> reports = Placement.tasks(spark, job, data.train(), latest)
                    .barrier()
                    .mapPartitions(new SegmentTask(job, dataBytes), false, bytesTag());
            return RDD.rddToAsyncRDDActions(reports, bytesTag()).collectAsync();
        } finally {
            spark.clearJobGroup();
        }
    }

    private SegmentResult accept(SegmentWork work, TrainingState before, Seq<byte[]> encoded) {
        StateVectors values = StateVectors.like(before);
        List<TaskReport> reports = JavaConverters.seqAsJavaList(encoded).stream()
                .map(bytes -> TaskReport.read(bytes, values::put))
                .sorted(Comparator.comparingInt(TaskReport::task))
                .toList();
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
        TrainingState after = values.state().at(before.iteration() + segment.stepsOfFullest(), epochs);
        base = reports.get(0).token();
        baseParameters = after.parameters();
        latest = reports;
        return new SegmentResult(after, replicas, trained, reports.size(), sent, null);
    }

    private static ClassTag<byte[]> bytesTag() {
        return ClassTag$.MODULE$.apply(byte[].class);
    }

    @Override
    public void close() {
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
