package dev.tandem.task;

import dev.tandem.averaging.AgreedState;
import dev.tandem.averaging.PeerAverager;
import dev.tandem.averaging.SessionKey;
import dev.tandem.model.TrainableModel;
import dev.tandem.plan.IndexRange;
import dev.tandem.replica.ReplicaLoop;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.collection.Iterator$;
import scala.runtime.AbstractFunction1;

/** The barrier task: hosts the replica loop for one segment. Returns one encoded {@link TaskReport}. */
public final class SegmentTask extends AbstractFunction1<Iterator<Integer>, Iterator<byte[]>> implements Serializable {

    private static final long serialVersionUID = 1;

    private final SegmentJob job;
    private final Broadcast<byte[]> data;

    /**
     * @param job the segment
     * @param data the run's {@link RunData#toBytes}
     */
    public SegmentTask(SegmentJob job, Broadcast<byte[]> data) {
        this.job = job;
        this.data = data;
    }

    @Override
    public Iterator<byte[]> apply(Iterator<Integer> ignored) {
        BarrierTaskContext context = BarrierTaskContext.get();
        try {
            return Iterator$.MODULE$.single(run(context));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            context.killTaskIfInterrupted();
            throw new IllegalStateException("Interrupted while training " + job.name(), e);
        }
    }

    private byte[] run(BarrierTaskContext context) throws InterruptedException {
        Computing computing = Computing.prepare(SparkEnv.get().conf(), context.cpus());
        int task = context.partitionId();
        String session = job.run() + "/" + context.stageId() + "." + context.stageAttemptNumber();
        List<Integer> replicas = job.replicasOf(task);
        long passes = job.work().segment().plan().order().passesBefore(0);
        Residents.Wish wish = new Residents.Wish(job.run(), passes, job.base(), replicas);
        DriverLink driver = DriverLink.to(job.endpoint());
        try (Resident resident = Residents.ofThisJvm().borrow(wish, () -> RunData.fromBytes(data.value()))) {
            if (!resident.holds(job.base())) {
                resident.agree(decode(driver.state(new DriverMessage.State(job.base())), resident.model()));
            }
            AgreedState agreed = resident.agreed();
            ReplicaLoop loop = new ReplicaLoop(resident.model(), resident.batches(), resident.validation(), job.work());
            try (PeerAverager averager = averager(driver, session, context, resident)) {
                ReplicaLoop.Outcome outcome =
                        loop.run(replicas, agreed, averager, new ProgressSender(driver, session, task));
                IndexRange slice = new IndexRange(0, agreed.length()).part(task, job.tasks());
                TaskReport report = new TaskReport(
                        task,
                        SparkEnv.get().executorId(),
                        SparkEnv.get().blockManager().blockManagerId().host(),
                        context.taskAttemptId(),
                        computing,
                        session,
                        outcome.reports(),
                        outcome.fault(),
                        averager.sent().bytes(),
                        slice.from());
                byte[] bytes = report.toBytes(agreed, slice.to());
                if (outcome.fault() == null) {
                    resident.endedWith(session);
                }
                return bytes;
            }
        }
    }

    private PeerAverager averager(DriverLink driver, String session, BarrierTaskContext context, Resident resident)
            throws InterruptedException {
        int task = context.partitionId();
        SparkPeers server = SparkPeers.ofThisJvm();
        List<String> addresses = driver.meet(new DriverMessage.Meet(session, task, job.tasks(), server.address()));
        SessionKey key = new SessionKey(job.run(), context.stageId(), context.stageAttemptNumber());
        return new PeerAverager(
                server.connect(key, task, addresses, context::isInterrupted),
                resident.model().parameterCount(),
                resident.agreed().values().length,
                job.work().averaging().precision(),
                job.work().segment().toRound() - 1);
    }

    /** Parameters, updater state and outer state, as little-endian float32. */
    private static AgreedState decode(byte[] bytes, TrainableModel model) {
        FloatBuffer floats =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        return AgreedState.read(floats, model.parameterCount() + model.updaterStateCount());
    }
}
