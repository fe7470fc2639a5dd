package dev.tandem.train;

import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import java.io.IOException;
import java.util.Set;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Samples of which some batches cannot be trained on.
 *
 * @param samples otherwise
 * @param unreadable batches that cannot be read
 * @param misfits batches whose samples have one feature too many
 */
record Flawed(Samples samples, Set<Integer> unreadable, Set<Integer> misfits) implements Sequence {

    static Flawed unreadable(Samples samples, Integer... indices) {
        return new Flawed(samples, Set.of(indices), Set.of());
    }

    @Override
    public int length() {
        return samples.length();
    }

    @Override
    public Batch get(int index) throws IOException {
        if (unreadable.contains(index)) {
            throw new IOException("photo" + index + ".png is cut short");
        }
        Batch batch = samples.get(index);
        return misfits.contains(index)
                ? Batch.of(
                        Nd4j.zeros(batch.size(), samples.features() + 1),
                        batch.targets().get(0))
                : batch;
    }
}
