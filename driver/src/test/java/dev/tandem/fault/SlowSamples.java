package dev.tandem.fault;

import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import dev.tandem.train.Samples;

/** Samples that take their time, so that there is a middle of a segment. */
record SlowSamples(Samples samples) implements Sequence {

    @Override
    public int length() {
        return samples.length();
    }

    @Override
    public Batch get(int index) {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return samples.get(index);
    }
}
