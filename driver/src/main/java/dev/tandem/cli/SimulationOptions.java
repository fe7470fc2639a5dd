package dev.tandem.cli;

import dev.tandem.simulation.Link;
import dev.tandem.simulation.StepTimer;
import dev.tandem.simulation.Workload;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What {@code tandem plan --simulate} takes: the cluster that one has in mind. */
final class SimulationOptions {

    static final StepTimer TIMER = new StepTimer(Duration.ofSeconds(3), Duration.ofSeconds(5));

    @Option(
            names = "--simulate",
            description = "Print what an epoch would take on many executors, from a step's time on this machine.")
    private boolean wanted;

    @Option(
            names = "--executors",
            split = ",",
            paramLabel = "N",
            defaultValue = "8,16,32,64,128,256,512,1024",
            description = "With --simulate: how many executors, of one replica each. Default: ${DEFAULT-VALUE}.")
    private List<Integer> executors = List.of();

    @Option(
            names = "--link",
            paramLabel = "GBIT/S",
            defaultValue = "10",
            description = "With --simulate: speed of each executor's network. Default: ${DEFAULT-VALUE}.")
    private double gigabits;

    @Option(
            names = "--latency",
            paramLabel = "MS",
            defaultValue = "0.1",
            description = "With --simulate: latency of the network. Default: ${DEFAULT-VALUE}.")
    private double latencyMillis;

    @Option(
            names = "--step-time",
            paramLabel = "MS",
            description = "With --simulate: a step's time on the executors. Default: measured here, on one core.")
    private @Nullable Double stepMillis;

    boolean wanted() {
        return wanted;
    }

    List<Integer> executors() {
        return executors;
    }

    Link link() {
        return Link.ofGigabits(gigabits, latencyMillis / 1e3);
    }

    /** The given step time, taken as the same for every step, or the measured one. */
    Workload.StepTime stepTime(Supplier<Workload.StepTime> measured) {
        return stepMillis == null ? measured.get() : new Workload.StepTime(stepMillis / 1e3, 0);
    }

    boolean isMeasured() {
        return stepMillis == null;
    }

    /** @throws ParameterException naming the first option that cannot be */
    void check(CommandSpec spec) {
        for (int count : executors) {
            require(count >= 1, spec, "--executors", count, ">= 1");
        }
        require(gigabits > 0 && Double.isFinite(gigabits), spec, "--link", gigabits, "> 0");
        require(latencyMillis >= 0 && Double.isFinite(latencyMillis), spec, "--latency", latencyMillis, ">= 0");
        double step = stepMillis == null ? 1 : stepMillis;
        require(step > 0 && Double.isFinite(step), spec, "--step-time", step, "> 0");
    }

    private static void require(boolean holds, CommandSpec spec, String option, Number value, String expected) {
        if (!holds) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid " + option + ": " + value + " (must be " + expected + ")");
        }
    }
}
