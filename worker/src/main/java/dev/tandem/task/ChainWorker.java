package dev.tandem.task;

import dev.tandem.averaging.PeerAverager;
import dev.tandem.averaging.SessionKey;
import dev.tandem.plan.IndexRange;
import dev.tandem.replica.ReplicaLoop;
import dev.tandem.replica.SegmentChain;
import dev.tandem.replica.SegmentWork;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;

/**
 * One task's part in a chain of segments: it meets the others once, trains one segment after the other with the same model and the same
 * open batches, and hands over the result of each without waiting for the driver to look at it.
 */
final class ChainWorker {

    private final ChainJob job;
    private final BarrierTaskContext context;
    private final Computing computing;
    private final Resident resident;
    private final DriverLink driver;
    private final String session;
    private final int task;
    private final ResultSender results;

    /** @param resident holds the state to start from; lent */
    ChainWorker(ChainJob job, BarrierTaskContext context, Computing computing, Resident resident, DriverLink driver) {
        this.job = job;
        this.context = context;
        this.computing = computing;
        this.resident = resident;
        this.driver = driver;
        this.session = job.attempt() + "/" + context.stageId() + "." + context.stageAttemptNumber();
        this.task = context.partitionId();
        this.results = new ResultSender(driver);
    }

    /** Trains until the chain ends, there is a fault, or the driver wants no more. */
    void run() throws InterruptedException {
        List<String> addresses = driver.meet(new DriverMessage.Meet(
                session, task, job.tasks(), SparkPeers.ofThisJvm().address()));
        SegmentChain ahead = job.chain();
        DriverMessage.Place place = new DriverMessage.Place(session, 0, task);
        boolean isWell = train(place, ahead.first(), addresses);
        while (isWell && ahead.hasRest() && results.mayGoOn()) {
            ahead = ahead.rest();
            place = new DriverMessage.Place(session, place.segment() + 1, task);
            isWell = train(place, ahead.first(), addresses);
        }
        if (isWell) {
            resident.endedWith(place.token());
        }
    }

    /** Trains one segment and hands over its result; whether there was no fault. */
    private boolean train(DriverMessage.Place place, SegmentWork work, List<String> addresses)
            throws InterruptedException {
        ReplicaLoop loop = new ReplicaLoop(resident.model(), resident.batches(), resident.validation(), work);
        try (PeerAverager averager = averager(place, work, addresses)) {
            ReplicaLoop.Outcome outcome = loop.run(
                    job.replicasOf(task), resident.agreed(), averager, new ProgressSender(driver, place.token(), task));
            IndexRange all = new IndexRange(0, resident.agreed().length());
            boolean isWell = outcome.fault() == null;
            results.send(
                    place,
                    report(place, outcome, averager.sent().bytes()),
                    resident.agreed(),
                    isWell ? all.part(task, job.tasks()) : new IndexRange(0, 0));
            return isWell;
        }
    }

    private TaskReport report(DriverMessage.Place place, ReplicaLoop.Outcome outcome, long sentBytes) {
        SparkEnv executor = SparkEnv.get();
        return new TaskReport(
                task,
                executor.executorId(),
                executor.blockManager().blockManagerId().host(),
                context.taskAttemptId(),
                computing,
                place.token(),
                outcome.reports(),
                outcome.fault(),
                sentBytes);
    }

    /** The peers of one segment: what is held back and who has left is told anew for each, but not where they are. */
    private PeerAverager averager(DriverMessage.Place place, SegmentWork work, List<String> addresses) {
        SessionKey key = new SessionKey(session, place.segment(), context.stageAttemptNumber());
        return new PeerAverager(
                SparkPeers.ofThisJvm().connect(key, task, addresses, context::isInterrupted),
                resident.model().parameterCount(),
                resident.agreed().values().length,
                work.averaging().precision(),
                work.segment().toRound() - 1);
    }
}
