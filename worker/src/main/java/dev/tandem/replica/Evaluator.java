package dev.tandem.replica;

import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import dev.tandem.feed.BadBatchException;
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
     * @throws BadBatchException if a batch cannot be read or does not fit the model; the message names its index
     */
    public void evaluate(Sequence data, IndexRange indices, MetricSums sums) throws InterruptedException {
        IntStream order = IntStream.range(indices.from(), indices.to());
        try (BatchFeed batches = feed.open(data, order)) {
            for (int index = indices.from(); index < indices.to(); index++) {
                try (Batch batch = batches.next()) {
                    evaluate(batch, index, sums);
                }
            }
        }
    }

    private void evaluate(Batch batch, int index, MetricSums sums) {
        try {
            model.evaluate(batch, sums);
        } catch (RuntimeException e) {
            throw new BadBatchException(index, "it does not fit the model: " + e.getMessage(), e);
        }
    }
}
