package dev.tandem.cluster;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tries at one segment. A try that comes further than all before it is progress, so that a long segment outlives any number of lost
 * executors; but a fault that comes back at the same place ends the run.
 */
final class Tries {

    /** So many tries in a row may bring nothing. */
    static final int LIMIT = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Tries.class);

    private final String segment;
    private int furthest;
    private int fruitless;

    /** @param segment named in messages */
    Tries(String segment) {
        this.segment = segment;
    }

    /**
     * A try has failed.
     *
     * @param steps that it had done
     * @throws TrainingFailedException if there must not be another one
     */
    void failed(TryFailedException exception, int steps) {
        Failure failure = exception.failure();
        fruitless = steps > furthest ? 0 : fruitless + 1;
        furthest = Math.max(furthest, steps);
        if (!failure.isWorthARetry()) {
            throw new TrainingFailedException(segment + " failed: " + failure.message(), exception);
        }
        if (fruitless >= LIMIT) {
            throw new TrainingFailedException(
                    segment + " failed " + LIMIT + " times in a row without getting further: " + failure.message(),
                    exception);
        }
        LOG.warn("{} runs again: {}", segment, failure.message());
    }
}
