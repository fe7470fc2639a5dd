package dev.tandem.simulation;

/**
 * What is trained in one epoch.
 *
 * @param batches over all replicas
 * @param step what one step takes one replica
 * @param parameters of the model
 * @param updaterState values of optimizer state, averaged beside the parameters
 */
public record Workload(int batches, StepTime step, int parameters, int updaterState) {

    /**
     * What one step takes one replica.
     *
     * @param seconds mean of a step, waiting for its batch included
     * @param deviation standard deviation of a step, in seconds
     */
    public record StepTime(double seconds, double deviation) {
        public StepTime {
            if (!(seconds > 0) || Double.isInfinite(seconds)) {
                throw new IllegalArgumentException("Invalid step time: " + seconds + " s (must be > 0)");
            }
            if (!(deviation >= 0) || Double.isInfinite(deviation)) {
                throw new IllegalArgumentException("Invalid deviation of steps: " + deviation + " s (must be >= 0)");
            }
        }
    }

    public Workload {
        if (batches < 1 || parameters < 1 || updaterState < 0) {
            throw new IllegalArgumentException("Invalid workload: " + batches + " batches, " + parameters
                    + " parameters, " + updaterState + " values of optimizer state (must be >= 1, 1 and 0)");
        }
    }
}
