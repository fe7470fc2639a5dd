package dev.tandem.report;

import dev.tandem.metric.Logs;

/**
 * Shows a person how training goes on. Safe to call from several threads: executors report while the driver prints.
 *
 * <pre>
 * epochBegin                  Epoch 1/5
 *   progress, progress, …     120/938 [==&gt;.................] - ETA: 9s - 11ms/step - 5743 samples/s - loss: 0.4312
 *   line                      (above the bar)
 * epochEnd                    938/938 [====================] - 10s - 11ms/step - 5801 samples/s - loss: 0.2914 - val_loss: 0.3102
 * </pre>
 */
public interface Reporter {

    /**
     * An epoch starts.
     *
     * @param epoch number of the epoch, from 0
     * @param epochs how many there will be
     * @param steps batches in this epoch, over all replicas
     */
    void epochBegin(int epoch, int epochs, long steps);

    /**
     * How far this epoch is, from its beginning and over all replicas; may go back when work is done again.
     *
     * @param steps batches trained on
     * @param samples samples trained on
     * @param lossSum sum of the loss over those samples
     */
    void progress(long steps, long samples, double lossSum);

    /** Prints a line whatever the verbosity, above the bar if there is one. */
    void line(String text);

    /**
     * The epoch is over.
     *
     * @param logs final ones, validation included
     * @param skippedBatches how many could not be trained on
     */
    void epochEnd(Logs logs, int skippedBatches);
}
