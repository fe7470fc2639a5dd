package dev.tandem.simulation;

/**
 * What one epoch takes.
 *
 * @param executors that share it, one replica each
 * @param seconds in all
 * @param averagingSeconds of these in which replicas average while nothing is trained
 * @param efficiency the time that the steps alone would take if they were shared evenly, over what the epoch takes; 1 is perfect
 * @param bytesPerAverage that each executor sends in one average
 */
public record Prediction(
        int executors, double seconds, double averagingSeconds, double efficiency, long bytesPerAverage) {}
