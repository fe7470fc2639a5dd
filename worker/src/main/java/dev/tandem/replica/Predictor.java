package dev.tandem.replica;

import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import dev.tandem.feed.BadBatchException;
import dev.tandem.feed.BatchFeed;
import dev.tandem.model.TrainableModel;
import dev.tandem.plan.IndexRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a model says of some batches of a Sequence, in index order; targets are not looked at. */
public final class Predictor {

    private final TrainableModel model;
    private final SegmentWork.FeedOptions feed;

    public Predictor(TrainableModel model, SegmentWork.FeedOptions feed) {
        this.model = model;
        this.feed = feed;
    }

    /** Takes predictions batch by batch. */
    @FunctionalInterface
    public interface Taker {

        /**
         * Takes those of one batch.
         *
         * @param index of the batch
         * @param outputs one array for each output of the model, each of shape (batch size, …); taken over
         */
        void take(int index, List<INDArray> outputs);
    }

    /**
     * Predicts for a range of indices.
     *
     * @throws BadBatchException if a batch cannot be read or does not fit the model; the message names its index
     */
    public void predict(Sequence data, IndexRange indices, Taker taker) throws InterruptedException {
        IntStream order = IntStream.range(indices.from(), indices.to());
        try (BatchFeed batches = feed.open(data, order)) {
            for (int index = indices.from(); index < indices.to(); index++) {
                try (Batch batch = batches.next()) {
                    taker.take(index, predict(batch, index));
                }
            }
        }
    }

    private List<INDArray> predict(Batch batch, int index) {
        try {
            return model.predict(batch.inputs());
        } catch (RuntimeException e) {
            throw new BadBatchException(index, "it does not fit the model: " + e.getMessage(), e);
        }
    }

    /** Predictions for all batches: one array for each output of the model, the samples in their order. */
    public List<INDArray> predict(Sequence data) throws InterruptedException {
        List<List<INDArray>> batches = new ArrayList<>();
        predict(data, new IndexRange(0, data.length()), (index, outputs) -> batches.add(outputs));
        return IntStream.range(0, batches.get(0).size())
                .mapToObj(output -> Nd4j.concat(
                        0, batches.stream().map(batch -> batch.get(output)).toArray(INDArray[]::new)))
                .toList();
    }
}
