package dev.tandem.train;

import dev.tandem.data.Sequence;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What to evaluate, and after which epochs. Immutable: each method returns a new one.
 *
 * @param data batches to evaluate, in index order; null for no validation
 * @param steps how many of them at most, from the first: Keras's {@code validation_steps}
 * @param frequency evaluate after every so many epochs: Keras's {@code validation_freq} as a number
 * @param epochs if not empty, evaluate after these epochs only, counted from 1: Keras's {@code validation_freq} as a list
 */
public record Validation(@Nullable Sequence data, int steps, int frequency, Set<Integer> epochs) {

    static final Validation NONE = new Validation(null, Integer.MAX_VALUE, 1, Set.of());

    public Validation {
        epochs = Set.copyOf(new TreeSet<>(epochs));
        if (steps < 1) {
            throw new IllegalArgumentException("Invalid validation_steps: " + steps + " (must be >= 1)");
        }
        if (frequency < 1) {
            throw new IllegalArgumentException("Invalid validation_freq: " + frequency + " (must be >= 1)");
        }
    }

    /** All of a Sequence after every epoch. */
    public static Validation on(Sequence data) {
        return new Validation(data, Integer.MAX_VALUE, 1, Set.of());
    }

    public Validation steps(int newSteps) {
        return new Validation(data, newSteps, frequency, epochs);
    }

    public Validation every(int newFrequency) {
        return new Validation(data, steps, newFrequency, epochs);
    }

    public Validation after(Set<Integer> newEpochs) {
        return new Validation(data, steps, frequency, newEpochs);
    }

    /** Batches to evaluate after an epoch, counted from 0; 0 when none is due. */
    int batchesAfter(int epoch) {
        if (data == null || !isDue(epoch + 1)) {
            return 0;
        }
        return Math.min(steps, data.length());
    }

    private boolean isDue(int epochFromOne) {
        return epochs.isEmpty() ? epochFromOne % frequency == 0 : epochs.contains(epochFromOne);
    }
}
