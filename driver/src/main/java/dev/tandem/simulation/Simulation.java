package dev.tandem.simulation;

import dev.tandem.averaging.Precision;
import dev.tandem.averaging.Traffic;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Predicts an epoch's time on any number of executors.
 *
 * <p>A round lasts as long as its slowest replica: the expected largest of N normally distributed sums of steps (Blom, Statistical
 * Estimates and Transformed Beta-Variables, 1958). An average is a reduce-scatter and an all-gather in which every executor sends to every
 * other, priced by latency, messages and bytes (the α + βn model of Thakur, Rabenseifner and Gropp, Optimization of Collective
 * Communication Operations in MPICH, 2005); bytes cost what the slower of network and processor makes of them.
 */
public final class Simulation {

    private static final NormalDistribution STANDARD_NORMAL = new NormalDistribution(null, 0, 1);

    private final Workload workload;
    private final Link link;
    private final Costs costs;

    public Simulation(Workload workload, Link link, Costs costs) {
        this.workload = workload;
        this.link = link;
        this.costs = costs;
    }

    /**
     * One epoch as one segment.
     *
     * @param executors each with one replica and a core of its own, at least 1
     */
    public Prediction epoch(int executors, Rhythm rhythm) {
        if (executors < 1) {
            throw new IllegalArgumentException("Invalid number of executors: " + executors + " (must be >= 1)");
        }
        int steps = (workload.batches() - 1) / executors + 1;
        int fullRounds = steps / rhythm.averageEvery();
        int lastSteps = steps % rhythm.averageEvery();
        Traffic traffic = traffic(executors, rhythm.precision());
        double average = averageSeconds(traffic);
        double round = roundSeconds(executors, rhythm.averageEvery());
        double training = fullRounds * round + (lastSteps == 0 ? 0 : roundSeconds(executors, lastSteps));
        int rounds = fullRounds + (lastSteps == 0 ? 0 : 1);
        double shown = rhythm.overlap()
                ? (rounds - 1) * Math.max(0, average - round) + average // the last average waits for nothing
                : rounds * average;
        double seconds = costs.segmentSeconds() + training + shown + stateSeconds();
        double ideal = workload.batches() * workload.step().seconds() / executors;
        return new Prediction(executors, seconds, shown, ideal / seconds, traffic.bytes());
    }

    private double roundSeconds(int executors, int steps) {
        return steps * workload.step().seconds()
                + Math.sqrt(steps) * workload.step().deviation() * largestOf(executors);
    }

    private double averageSeconds(Traffic traffic) {
        double rate = Math.min(link.bytesPerSecond(), costs.bytesPerSecond());
        int phases = traffic.messages() == 0 ? 0 : 2;
        return phases * link.latencySeconds() + traffic.messages() * costs.messageSeconds() + traffic.bytes() / rate;
    }

    /** What the executor sends that owns most. */
    private Traffic traffic(int executors, Precision precision) {
        return Traffic.ofRound(0, executors, workload.parameters(), length(), precision);
    }

    private int length() {
        return Math.addExact(workload.parameters(), workload.updaterState());
    }

    /** The state that the driver gathers in slices at the end. */
    private double stateSeconds() {
        return Float.BYTES * (double) length() / link.bytesPerSecond();
    }

    /** Expected largest of so many standard normal values. */
    private static double largestOf(int count) {
        return count == 1 ? 0 : STANDARD_NORMAL.inverseCumulativeProbability((count - 0.375) / (count + 0.25));
    }
}
