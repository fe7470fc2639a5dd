package dev.tandem.cli;

import dev.tandem.config.JobFile;
import dev.tandem.plan.EpochPlan;
import dev.tandem.plan.IndexRange;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An epoch's plan for reading: a line per replica.
 *
 * @param job what the plan is of
 * @param plan the epoch
 */
record PlanTable(JobFile job, EpochPlan plan) {

    private static final int FIRST_INDICES = 5;
    private static final String ROW = "%7s  %-20s  %7s  %6s  %s%n";

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        table.append(title());
        table.append(String.format(Locale.ROOT, ROW, "replica", "positions", "batches", "rounds", "first indices"));
        for (int replica = 0; replica < plan.replicas(); replica++) {
            table.append(row(replica));
        }
        return table.toString();
    }

    private String title() {
        return String.format(
                Locale.ROOT,
                "%s, epoch %d of %d: %s, %d replicas, averaging every %s: %d rounds%n%n",
                job.name(),
                plan.epoch() + 1,
                job.fit().epochs(),
                batches(),
                plan.replicas(),
                averageEvery(),
                plan.rounds());
    }

    private String averageEvery() {
        String steps = plan.averageEvery() + " steps";
        return job.fit().averageEvery().isConstant()
                ? steps
                : steps + " (of " + job.fit().averageEvery() + ")";
    }

    private String batches() {
        if (plan.positions() == EpochPlan.Positions.GENERATOR) {
            return plan.steps() + " batches of a generator, a stream per replica";
        }
        String order =
                plan.order().shuffle() ? "shuffled by seed " + plan.order().seed() : "in the data's order";
        return plan.steps() + " of " + plan.order().length() + " batches " + order;
    }

    private String row(int replica) {
        IndexRange positions = plan.shard(replica).positions();
        int rounds = (positions.size() + plan.averageEvery() - 1) / plan.averageEvery();
        return String.format(
                Locale.ROOT, ROW, replica, positions, positions.size(), rounds, firstIndices(replica, positions));
    }

    private String firstIndices(int replica, IndexRange positions) {
        String first = IntStream.range(positions.from(), Math.min(positions.to(), positions.from() + FIRST_INDICES))
                .mapToObj(position -> Integer.toString(plan.batchAt(replica, position)))
                .collect(Collectors.joining(", "));
        return positions.size() > FIRST_INDICES ? first + ", …" : first;
    }
}
