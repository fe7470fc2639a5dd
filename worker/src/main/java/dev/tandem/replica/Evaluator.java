package dev.tandem.replica;

import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import dev.tandem.feed.BatchFeed;
import dev.tandem.metric.MetricSums;
import dev.tandem.model.TrainableModel;
import dev.tandem.plan.IndexRange;
import java.util.stream.IntStream;

/** Measures a model on some batches of a Sequence, in index order, without training on them. */
public final class Evaluator {

    private final TrainableModel model;
    private final SegmentWork.FeedOptions feed;

    public Evaluator(TrainableModel model, SegmentWork.FeedOptions feed) {
        this.model = model;
        this.feed = feed;
    }

    /**
     * Adds loss and metrics of a range of indices to {@code sums}.
     *
     * @throws dev.tandem.feed.BadBatchException if a batch cannot be read; the message names its index
     */
    public void evaluate(Sequence data, IndexRange indices, MetricSums sums) throws InterruptedException {
        IntStream order = IntStream.range(indices.from(), indices.to());
        try (BatchFeed batches = feed.open(data, order)) {
            while (batches.hasNext()) {
                try (Batch batch = batches.next()) {
                    model.evaluate(batch, sums);
                }
            }
        }
    }
}
