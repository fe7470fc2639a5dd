package dev.tandem.replica;

import dev.tandem.metric.Metric;
import dev.tandem.plan.IndexRange;
import dev.tandem.plan.Segment;
import java.io.Serializable;
import java.util.List;

/**
 * What every task of a segment is told, besides the state to start from.
 *
 * @param segment the rounds to train
 * @param seed of the run; every replica's random numbers derive from (seed, epoch, round, replica)
 * @param feed how batches are read ahead
 * @param metrics what to measure, besides the loss
 * @param validationBatches how many batches of the validation Sequence to evaluate after the last round, over all replicas; 0 for none
 * @param learningRate set by a callback; NaN while the model's own configuration decides
 * @param iteration optimizer steps done before this segment, of the fullest replica
 */
public record SegmentWork(
        Segment segment,
        long seed,
        FeedOptions feed,
        List<Metric> metrics,
        int validationBatches,
        double learningRate,
        int iteration)
        implements Serializable {

    public SegmentWork {
        metrics = List.copyOf(metrics);
    }

    /**
     * How batches are read ahead, as Keras's arguments of the same name.
     *
     * @param workers reading threads of each replica; 0 reads on the training thread
     * @param maxQueueSize batches read ahead at most
     */
    public record FeedOptions(int workers, int maxQueueSize) implements Serializable {}

    /** The batches of the validation Sequence that one replica evaluates. */
    IndexRange validationShare(int replica) {
        return new IndexRange(0, validationBatches).part(replica, segment.plan().replicas());
    }
}
