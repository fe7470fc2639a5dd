package dev.tandem.replica;

import dev.tandem.averaging.AveragingOptions;
import dev.tandem.data.Sequence;
import dev.tandem.feed.BatchFeed;
import dev.tandem.metric.Metric;
import dev.tandem.plan.IndexRange;
import dev.tandem.plan.Segment;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What every task of a segment is told, besides the state to start from.
 *
 * @param segment the rounds to train
 * @param seed of the run; every replica's random numbers derive from (seed, epoch, round, replica)
 * @param feed how batches are read ahead
 * @param averaging how replicas come to agree after a round
 * @param metrics what to measure, besides the loss
 * @param validationBatches how many batches of the validation Sequence to evaluate after the last round, over all replicas; 0 for none
 * @param learningRate set by a callback; NaN while the model's own configuration decides
 * @param iteration optimizer steps done before this segment, of the fullest replica
 * @param badBatches how many batches that cannot be trained on may be skipped
 */
public record SegmentWork(
        Segment segment,
        long seed,
        FeedOptions feed,
        AveragingOptions averaging,
        List<Metric> metrics,
        int validationBatches,
        double learningRate,
        int iteration,
        BadBatchBudget badBatches)
        implements Serializable {

    public SegmentWork {
        metrics = List.copyOf(metrics);
    }

    /**
     * How batches are read ahead, as Keras's arguments of the same name.
     *
     * @param workers reading threads of each replica; 0 reads on the training thread
     * @param maxQueueSize batches read ahead at most
     * @param batchTimeout longest wait for one batch, after which it counts as one that cannot be read
     */
    public record FeedOptions(int workers, int maxQueueSize, Duration batchTimeout) implements Serializable {

        /** One reading thread a replica, ten batches ahead, five minutes for a batch. */
        public static final FeedOptions STANDARD = new FeedOptions(1, 10, Duration.ofMinutes(5));

        /** The same for data that can only be read by one thread. */
        FeedOptions oneReader() {
            return new FeedOptions(Math.min(1, workers), maxQueueSize, batchTimeout);
        }

        /** A feed of these batches. */
        BatchFeed open(Sequence data, IntStream indices) {
            return new BatchFeed(data, indices, workers, maxQueueSize, batchTimeout);
        }
    }

    /** The same on other rounds of the epoch. */
    SegmentWork on(Segment other, int newValidationBatches, int newIteration) {
        return new SegmentWork(
                other, seed, feed, averaging, metrics, newValidationBatches, learningRate, newIteration, badBatches);
    }

    /** The same with another budget. */
    SegmentWork allowing(BadBatchBudget budget) {
        return new SegmentWork(
                segment, seed, feed, averaging, metrics, validationBatches, learningRate, iteration, budget);
    }

    /** The batches of the validation Sequence that one replica evaluates. */
    IndexRange validationShare(int replica) {
        return new IndexRange(0, validationBatches).part(replica, segment.plan().replicas());
    }
}
