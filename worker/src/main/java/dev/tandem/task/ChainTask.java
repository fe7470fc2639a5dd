package dev.tandem.task;

import java.io.Serializable;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.collection.Iterator$;
import scala.runtime.AbstractFunction1;

/** The barrier task: hosts the replica loop for a chain of segments. Returns its number; results go to the driver segment by segment. */
public final class ChainTask extends AbstractFunction1<Iterator<Integer>, Iterator<Integer>> implements Serializable {

    private static final long serialVersionUID = 1;

    private final ChainJob job;
    private final Broadcast<byte[]> data;

    /**
     * @param job the chain
     * @param data the run's {@link RunData#toBytes}
     */
    public ChainTask(ChainJob job, Broadcast<byte[]> data) {
        this.job = job;
        this.data = data;
    }

    @Override
    public Iterator<Integer> apply(Iterator<Integer> ignored) {
        BarrierTaskContext context = BarrierTaskContext.get();
        try {
            run(context);
            return Iterator$.MODULE$.single(context.partitionId());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            context.killTaskIfInterrupted();
            throw new IllegalStateException("Interrupted while training " + job.name(), e);
        }
    }

    private void run(BarrierTaskContext context) throws InterruptedException {
        Computing computing = Computing.prepare(SparkEnv.get().conf(), context.cpus());
        long passes = job.chain().work().segment().plan().order().passesBefore(0);
        Residents.Wish wish = new Residents.Wish(job.run(), passes, job.base(), job.replicasOf(context.partitionId()));
        DriverLink driver = DriverLink.to(job.endpoint());
        try (Resident resident = Residents.ofThisJvm().borrow(wish, () -> RunData.fromBytes(data.value()))) {
            if (!resident.holds(job.base())) {
                resident.agree(resident.read(driver.state(new DriverMessage.State(job.base()))));
            }
            new ChainWorker(job, context, computing, resident, driver).run();
        }
    }
}
