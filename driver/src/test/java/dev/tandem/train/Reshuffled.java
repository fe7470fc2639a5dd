package dev.tandem.train;

import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;

/** Deals the samples anew after each pass, by a counter of its own. */
final class Reshuffled implements Sequence {
    private static final long serialVersionUID = 1;
    private final Samples samples;
    private final int limit;
    private int passes;

    Reshuffled(Samples samples, int limit) {
        this.samples = samples;
        this.limit = limit;
    }

    @Override
    public int length() {
        return samples.length();
    }

    @Override
    public Batch get(int index) {
        Batch batch = samples.get((index + 3 * passes) % length());
        batch.inputs().get(0).addi(0.1 * passes);
        return batch;
    }

    @Override
    public void onEpochEnd() {
        passes = Math.min(limit, passes + 1);
    }
}
