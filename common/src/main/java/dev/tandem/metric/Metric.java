package dev.tandem.metric;

import java.io.Serializable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A number about predictions, kept as sums that merge exactly: any split of the samples over replicas gives the same result.
 *
 * <p>Implementations hold no state of their own; the sums of one pass live in an array of {@link #size()} doubles that starts at 0.
 * A metric of your own is a public class with a public constructor, named in the job file: {@code metrics: [accuracy, {class: com.acme.Mine}]}.
 */
public interface Metric extends Serializable {

    /** The name in the logs, without {@code val_}. */
    String name();

    /** Which way it gets better. */
    Direction direction();

    /** How many sums it keeps. */
    int size();

    /**
     * Adds one batch.
     *
     * @param sums of {@link #size()} values, added to in place
     * @param targets of shape (batch size, …)
     * @param predictions of the same shape, after the output layer's activation
     */
    void update(double[] sums, INDArray targets, INDArray predictions);

    /** Adds another share's sums to {@code sums}; shares are merged in replica order. */
    default void merge(double[] sums, double[] other) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other[i];
        }
    }

    /** The value of the metric; NaN when there were no samples. */
    double result(double[] sums);
}
