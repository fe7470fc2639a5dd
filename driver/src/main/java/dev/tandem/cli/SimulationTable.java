package dev.tandem.cli;

import dev.tandem.averaging.Precision;
import dev.tandem.simulation.Costs;
import dev.tandem.simulation.Prediction;
import dev.tandem.simulation.Rhythm;
import dev.tandem.simulation.Simulation;
import dev.tandem.simulation.Workload;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Predicted epochs for reading: a block for each precision, a line for each number of executors, a column for each {@code average_every}.
 *
 * @param name of the job
 * @param workload one epoch
 * @param averageEvery the job's own
 * @param overlap the job's own
 * @param options the cluster
 */
record SimulationTable(String name, Workload workload, int averageEvery, boolean overlap, SimulationOptions options) {

    private static final List<Integer> USUAL = List.of(1, 4, 16, 64);

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(title());
        Simulation simulation = new Simulation(workload, options.link(), Costs.MEASURED);
        for (Precision precision : Precision.values()) {
            append(table, simulation, precision);
        }
        return table.toString();
    }

    private String title() {
        Workload.StepTime step = workload.step();
        String time = options.isMeasured()
                ? String.format(
                        Locale.ROOT,
                        "%.2f ± %.2f ms a step (measured here)",
                        step.seconds() * 1e3,
                        step.deviation() * 1e3)
                : String.format(Locale.ROOT, "%.2f ms a step", step.seconds() * 1e3);
        return String.format(
                Locale.ROOT,
                "%s: %d batches an epoch, %s, %d parameters and %d values of optimizer state.%n"
                        + "Seconds an epoch, and efficiency, by average_every%s; a replica and a core for each executor.%n",
                name,
                workload.batches(),
                time,
                workload.parameters(),
                workload.updaterState(),
                overlap ? " with overlap" : "");
    }

    private void append(StringBuilder table, Simulation simulation, Precision precision) {
        SortedSet<Integer> rhythms = new TreeSet<>(USUAL);
        rhythms.add(averageEvery);
        table.append(String.format("%n%-9s", precision.name().toLowerCase(Locale.ROOT)));
        rhythms.forEach(every -> table.append(String.format("  %15s", every)));
        table.append(String.format("  %12s%n", "sent/average"));
        for (int executors : options.executors()) {
            table.append(String.format("%9d", executors));
            long bytes = 0;
            for (int every : rhythms) {
                Prediction epoch = simulation.epoch(executors, new Rhythm(every, precision, overlap));
                table.append(
                        String.format(Locale.ROOT, "  %8.2f s %3.0f %%", epoch.seconds(), 100 * epoch.efficiency()));
                bytes = epoch.bytesPerAverage();
            }
            table.append(String.format("  %12s%n", CommitTable.size(bytes)));
        }
    }
}
