package dev.tandem.task;

import dev.tandem.plan.IndexRange;
import dev.tandem.replica.PredictionFormat;
import dev.tandem.replica.SegmentWork.FeedOptions;
import java.io.Serializable;

/**
 * Predictions for a Sequence, in parts.
 *
 * @param run unique name
 * @param batches of the Sequence
 * @param batchSize samples in each of them but perhaps the last
 * @param parts how many tasks share them
 * @param format of a line
 * @param feed how batches are read ahead
 */
public record PredictWork(String run, int batches, int batchSize, int parts, PredictionFormat format, FeedOptions feed)
        implements Serializable {

    /** The batches of one part. */
    public IndexRange part(int number) {
        return new IndexRange(0, batches).part(number, parts);
    }
}
