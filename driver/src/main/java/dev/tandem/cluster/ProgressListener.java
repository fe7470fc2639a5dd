package dev.tandem.cluster;

/** Hears how far a running segment is; called from Spark's threads, a few times a second. */
@FunctionalInterface
public interface ProgressListener {

    /**
     * The running segment has come this far. A segment that is run again starts from 0.
     *
     * @param steps local steps done in this segment, over all replicas
     * @param samples trained on in this segment
     * @param lossSum sum of the loss over these samples
     */
    void progress(int steps, long samples, double lossSum);
}
