package dev.tandem.bench;

import java.util.Arrays;
import java.util.List;

/** A line of the table. */
sealed interface Entry {

    String name();

    /**
     * Figures of one kind.
     *
     * @param name unique in the table
     * @param median of all runs; the mean of the middle two if their number is even
     * @param min the least
     * @param max the greatest
     * @param unit of all three
     * @param runs how many there were
     */
    record Row(String name, double median, double min, double max, String unit, int runs) implements Entry {

        static Row of(String name, List<Double> values, String unit) {
            if (values.isEmpty()) {
                throw new IllegalArgumentException("No figures for " + name);
            }
            double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
            Arrays.sort(sorted);
            int last = sorted.length - 1;
            double median = (sorted[last / 2] + sorted[(last + 1) / 2]) / 2;
            return new Row(name, median, sorted[0], sorted[last], unit, sorted.length);
        }
    }

    /** What could not be measured here, for want of {@code reason}. */
    record Skipped(String name, String reason) implements Entry {}

    /** What should have been measured, but went wrong. */
    record Failed(String name, String reason) implements Entry {}
}
