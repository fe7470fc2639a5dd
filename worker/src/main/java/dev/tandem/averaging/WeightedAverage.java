package dev.tandem.averaging;

/**
 * The weighted mean of replicas, {@code sum of samples[r] * x[r]} in ascending order of replicas, over the sum of samples.
 *
 * <p>Sums are kept in double, so the mean of equal values is exactly that value, and a single replica gets its own bits back. Two replicas
 * of equal weight are summed in float, which takes half the time: their mean is the exact one, rounded once; only where the sum of two
 * values is beyond float's range, it is infinite. The result is a function of the replicas alone: neither the number of tasks, nor slices,
 * nor chunks show in its bits.
 */
final class WeightedAverage {

    /** Values summed at a time: the sums of one chunk stay in the first-level cache. */
    private static final int CHUNK = 2048;

    private final double[] samples;
    private final double inverse;
    private final double[] sums = new double[CHUNK];

    /** @param samples weight of each replica, ascending by replica; replicas without samples must have been left out */
    WeightedAverage(long[] samples) {
        this.samples = new double[samples.length];
        long total = 0;
        for (int r = 0; r < samples.length; r++) {
            if (samples[r] <= 0) {
                throw new IllegalArgumentException("Invalid weight: " + samples[r] + " samples (must be > 0)");
            }
            this.samples[r] = samples[r];
            total = Math.addExact(total, samples[r]);
        }
        if (total == 0) {
            throw new IllegalArgumentException("Cannot average without any samples");
        }
        this.inverse = 1.0 / total;
    }

    /**
     * Averages the first {@code length} values; {@code result} may be one of them.
     *
     * @param values one array per replica, ascending by replica
     */
    void average(float[][] values, float[] result, int length) {
        if (values.length == 1) {
            System.arraycopy(values[0], 0, result, 0, length);
        } else if (values.length == 2 && samples[0] == samples[1]) {
            averageEqualPair(values[0], values[1], result, length);
        } else {
            for (int done = 0; done < length; done += CHUNK) {
                averageChunk(values, result, done, Math.min(CHUNK, length - done));
            }
        }
    }

    /** From the start of all three: C2 vectorizes no sum of arrays that are read, and written, at places of their own. */
    private static void averageEqualPair(float[] first, float[] second, float[] result, int length) {
        for (int i = 0; i < length; i++) {
            result[i] = (first[i] + second[i]) * 0.5f;
        }
    }

    /** A loop for each conversion: where one converts several values, C2 may make each wait for the last, which takes four times as long. */
    private void averageChunk(float[][] values, float[] result, int from, int length) {
        double[] chunk = sums;
        for (int r = 0; r < values.length; r++) {
            accumulate(chunk, samples[r], values[r], from, length, r);
        }
        double scale = inverse;
        for (int i = 0; i < length; i++) {
            result[from + i] = (float) (chunk[i] * scale);
        }
    }

    private static void accumulate(double[] sums, double weight, float[] values, int from, int length, int replica) {
        if (replica == 0) {
            // Not added to 0.0: that would turn -0.0 into 0.0.
            for (int i = 0; i < length; i++) {
                sums[i] = weight * values[from + i];
            }
        } else {
            for (int i = 0; i < length; i++) {
                sums[i] += weight * values[from + i];
            }
        }
    }
}
