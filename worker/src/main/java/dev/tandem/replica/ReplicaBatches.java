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

/**
 * The batches that one replica trains on from the beginning of a segment to the end of the epoch, read ahead in the plan's order. The
 * next segment of the epoch can go on with them.
 */
final class ReplicaBatches implements AutoCloseable {

    private final EpochPlan plan;
    private final SegmentWork.FeedOptions options;
    private final int replica;
    private final BatchFeed feed;
    private final @Nullable GeneratorStream stream;
    private int position;

    /** Opens nothing where the replica is idle in the segment. */
    ReplicaBatches(TrainingData data, SegmentWork work, int replica) {
        this.plan = work.segment().plan();
        this.options = work.feed();
        this.replica = replica;
        IndexRange due = work.segment().positions(replica);
        this.position = due.from();
        int end = due.isEmpty() ? due.to() : plan.shard(replica).positions().to();
        IntStream batches = IntStream.range(due.from(), end).map(next -> plan.batchAt(replica, next));
        if (data instanceof Sequence sequence) {
            stream = null;
            feed = options.open(sequence, batches);
        } else {
            stream = new GeneratorStream((BatchGenerator) data, plan, replica);
            feed = options.oneReader().open(stream, batches);
        }
    }

    /** Whether the next batch is the first one of this replica in a segment, and those behind it follow in its order. */
    boolean isAtBeginOf(SegmentWork work) {
        IndexRange due = work.segment().positions(replica);
        return !due.isEmpty()
                && due.from() == position
                && work.segment().plan().equals(plan)
                && work.feed().equals(options);
    }

    /** Takes the next batch, which the caller closes. */
    Batch next() throws InterruptedException {
        Batch batch = feed.next();
        position++;
        return batch;
    }

    /** Goes past the next batch, which cannot be read. */
    void skip() {
        feed.skip();
        position++;
    }

    /** How long the model waited for batches so far, in all segments. */
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
