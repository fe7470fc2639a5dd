package dev.tandem.plan;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Local steps of each replica between two averages, in each epoch.
 *
 * <pre>
 * AverageEvery.steps(4)                              // always
 * new AverageEvery(Map.of(0, 1, 5, 16))              // every step at first, from epoch 5 on every 16
 * </pre>
 *
 * <p>To average often at first and seldom later is post-local SGD (Lin, Stich, Patel and Jaggi, "Don't Use Large Mini-Batches, Use Local
 * SGD", arXiv 1808.07217).
 *
 * @param fromEpoch steps by the first epoch in which they hold; epochs count from 0, where the first must begin
 */
public record AverageEvery(NavigableMap<Integer, Integer> fromEpoch) {

    public AverageEvery {
        fromEpoch = Collections.unmodifiableNavigableMap(new TreeMap<>(fromEpoch));
        if (fromEpoch.isEmpty() || fromEpoch.firstKey() != 0) {
            throw new IllegalArgumentException("Invalid average_every: " + show(fromEpoch)
                    + " (must begin with epoch 0; {0: 1, 5: 16} is every step at first, from epoch 5 on every 16)");
        }
        fromEpoch.forEach((epoch, steps) -> {
            if (steps < 1) {
                throw new IllegalArgumentException(
                        "Invalid average_every: " + steps + " from epoch " + epoch + " on (must be >= 1)");
            }
        });
    }

    public AverageEvery(Map<Integer, Integer> fromEpoch) {
        this(new TreeMap<>(fromEpoch));
    }

    /** The same in every epoch. */
    public static AverageEvery steps(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("Invalid average_every: " + steps + " (must be >= 1)");
        }
        return new AverageEvery(Map.of(0, steps));
    }

    /** Local steps between two averages in an epoch, counted from 0. */
    public int at(int epoch) {
        return fromEpoch.floorEntry(epoch).getValue();
    }

    /** Whether it is the same in every epoch. */
    public boolean isConstant() {
        return fromEpoch.size() == 1;
    }

    /** As in a job file: {@code 4}, or {@code {0: 1, 5: 16}}. */
    @Override
    public String toString() {
        return isConstant() ? Integer.toString(at(0)) : show(fromEpoch);
    }

    private static String show(Map<Integer, Integer> fromEpoch) {
        return fromEpoch.toString().replace("=", ": ");
    }
}
