package dev.tandem.metric;

import java.io.Serializable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A number about predictions, kept as sums that merge exactly: any split of the samples over replicas gives the same result.
 *
 * <p>Implementations hold no state of their own; its {@link #size()} sums are kept for it, exactly.
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
     * @param sums of {@link #size()} values, added to in place; all 0 before the first batch, and perhaps before others
     * @param targets of shape (batch size, …)
     * @param predictions of the same shape, after the output layer's activation
     */
    void update(double[] sums, INDArray targets, INDArray predictions);

    /** The value of the metric; NaN when there were no samples. */
    double result(double[] sums);
}
