package dev.tandem.replica;

import dev.tandem.data.Batch;
import dev.tandem.data.BatchGenerator;
import dev.tandem.data.Sequence;
import dev.tandem.data.TrainingData;
import dev.tandem.feed.BatchFeed;
import dev.tandem.plan.EpochPlan;
import dev.tandem.plan.IndexRange;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The batches that one replica trains on in one segment, read ahead in the plan's order. */
final class ReplicaBatches implements AutoCloseable {

    private final BatchFeed feed;
    private final @Nullable GeneratorStream stream;

    ReplicaBatches(TrainingData data, SegmentWork work, int replica) {
        EpochPlan plan = work.segment().plan();
        IndexRange positions = work.segment().positions(replica);
        IntStream batches =
                IntStream.range(positions.from(), positions.to()).map(position -> plan.batchAt(replica, position));
        if (data instanceof Sequence sequence) {
            stream = null;
            feed = work.feed().open(sequence, batches);
        } else {
            stream = new GeneratorStream((BatchGenerator) data, plan, replica);
            feed = work.feed().oneReader().open(stream, batches);
        }
    }

    /** Takes the next batch, which the caller closes. */
    Batch next() throws InterruptedException {
        return feed.next();
    }

    /** Goes past the next batch, which cannot be read. */
    void skip() {
        feed.skip();
    }

    /** How long the model waited for batches so far. */
    long waitedNanos() {
        return feed.waitedNanos();
    }

    @Override
    public void close() {
        feed.close();
        if (stream != null) {
            stream.close();
        }
    }
}
