package dev.tandem.averaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Values and weights of some replicas; for tests. Equal arguments give equal values. */
public record RoundInput(int replicas, int length, long seed, boolean someIdle) {

    public long samples(int replica) {
        return someIdle && replica % 3 == 1 ? 0 : 1 + (replica * 37L + seed) % 64;
    }

    public float[] values(int replica) {
        Random random = new Random(seed * 1000 + replica);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** The replicas that a task hosts when they are spread evenly. */
    public List<Contribution> of(int rank, int tasks) {
        SliceLayout spread = new SliceLayout(replicas, tasks);
        List<Contribution> own = new ArrayList<>();
        for (int r = spread.from(rank); r < spread.from(rank) + spread.size(rank); r++) {
            own.add(new Contribution(r, samples(r), values(r), null));
        }
        return own;
    }

    /** What all tasks must get. */
    public float[] average() {
        List<Contribution> all =
                of(0, 1).stream().filter(replica -> replica.samples() > 0).toList();
        float[] result = new float[length];
        float[][] values =
                all.stream().map(replica -> values(replica.replica())).toArray(float[][]::new);
        long[] samples = all.stream().mapToLong(Contribution::samples).toArray();
        new WeightedAverage(samples).average(values, result, length);
        return result;
    }

    public long totalSamples() {
        return of(0, 1).stream().mapToLong(Contribution::samples).sum();
    }
}
