package dev.tandem.replica;

import dev.tandem.data.Batch;
import dev.tandem.data.BatchGenerator;
import dev.tandem.data.Sequence;
import dev.tandem.plan.EpochPlan;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One replica's stream of a generator in one epoch, numbered from 0. It is asked for ascending numbers by one thread at a time; what
 * lies before the first one was taken in an earlier segment of the epoch and is skipped.
 */
final class GeneratorStream implements Sequence, AutoCloseable {

    private static final long serialVersionUID = 1;

    private final BatchGenerator generator;
    private final EpochPlan plan;
    private final int replica;
    private final transient ReentrantLock reading = new ReentrantLock();
    private transient @Nullable Iterator<Batch> batches;
    private transient int given;
    private transient volatile boolean closed;

    GeneratorStream(BatchGenerator generator, EpochPlan plan, int replica) {
        this.generator = generator;
        this.plan = plan;
        this.replica = replica;
    }

    /** How many batches the replica takes in this epoch. */
    @Override
    public int length() {
        return plan.shard(replica).positions().size();
    }

    @Override
    public Batch get(int number) throws IOException {
        reading.lock();
        try {
            while (given < number) {
                next().close();
            }
            return next();
        } finally {
            reading.unlock();
            if (closed) {
                closeUnlessRead();
            }
        }
    }

    private Batch next() throws IOException {
        Batch batch;
        try {
            if (batches == null) {
                batches = generator.open(replica, plan.replicas(), plan.epoch());
            }
            batch = batches.hasNext() ? batches.next() : null;
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "the generator failed" + where() + ": " + (e.getMessage() == null ? e.toString() : e.getMessage()),
                    e);
        }
        if (batch == null) {
            throw new IOException("the generator ended early" + where() + ": it gave " + given + " batches, "
                    + length() + " were asked for. Give more, or lower steps_per_epoch (" + plan.steps()
                    + " over all replicas).");
        }
        given++;
        return batch;
    }

    private String where() {
        return " on replica " + replica + " in epoch " + (plan.epoch() + 1);
    }

    /** Closes the generator's stream, or leaves that to a thread that still reads from it. */
    @Override
    public void close() {
        closed = true;
        closeUnlessRead();
    }

    private void closeUnlessRead() {
        if (!reading.tryLock()) {
            return;
        }
        try {
            if (batches instanceof AutoCloseable closeable) {
                closeable.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("Cannot close the generator" + where() + ": " + e.getMessage(), e);
        } finally {
            batches = null;
            reading.unlock();
        }
    }
}
