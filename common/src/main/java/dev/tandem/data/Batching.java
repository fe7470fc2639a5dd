package dev.tandem.data;

import java.io.Serializable;

/**
 * Samples cut into batches of one size; the last one may be shorter.
 *
 * @param samples how many there are, at least 1
 * @param batchSize samples in a batch, at least 1
 */
public record Batching(int samples, int batchSize) implements Serializable {

    public Batching {
        if (batchSize < 1) {
            throw new IllegalArgumentException("Invalid batch_size: " + batchSize + " (must be >= 1)");
        }
    }

    /** Number of batches. */
    public int length() {
        return (int) (((long) samples + batchSize - 1) / batchSize);
    }

    /** First sample of a batch. */
    public int from(int index) {
        if (index < 0 || index >= length()) {
            throw new IndexOutOfBoundsException(
                    "There is no batch " + index + ": indices go from 0 to " + (length() - 1));
        }
        return index * batchSize;
    }

    /** Samples in a batch. */
    public int size(int index) {
        return Math.min(batchSize, samples - from(index));
    }
}
