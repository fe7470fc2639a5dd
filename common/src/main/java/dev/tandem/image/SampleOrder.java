package dev.tandem.image;

import dev.tandem.plan.EpochOrder;
import dev.tandem.plan.Seeds;
import java.io.Serializable;

/**
 * Which sample stands where in a pass.
 *
 * @param samples how many there are
 * @param shuffle how they are mixed
 * @param seed draws the permutations
 */
record SampleOrder(int samples, Shuffle shuffle, long seed) implements Serializable {

    /** Sets these permutations apart from those of batches, which the run draws from the same seed. */
    private static final long SAMPLES = 0x53414d504c4553L;

    /** The number of the sample at a position of a pass, both from 0. */
    int sampleAt(long pass, int position) {
        long mixedPass = shuffle == Shuffle.SAMPLES ? pass : 0;
        boolean mixed = shuffle != Shuffle.NONE;
        return new EpochOrder(samples, Seeds.derive(seed, SAMPLES), mixed, mixedPass * samples).indexAt(position);
    }
}
