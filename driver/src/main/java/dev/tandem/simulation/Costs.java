package dev.tandem.simulation;

/**
 * What Tandem itself takes, as measured by {@code scripts/bench} on one core of a server.
 *
 * @param messageSeconds an executor's time to send one message and to take one, whatever its size
 * @param bytesPerSecond of a vector that an executor sends, receives and averages, when the network is no limit
 * @param segmentSeconds to start the tasks of a segment and to let them meet
 */
public record Costs(double messageSeconds, double bytesPerSecond, double segmentSeconds) {

    /** Measured between two executors on loopback. */
    public static final Costs MEASURED = new Costs(50e-6, 1.3e9, 0.08);
}
