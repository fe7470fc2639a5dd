package dev.tandem.train;

import dev.tandem.data.Batch;
import dev.tandem.data.BatchGenerator;
import dev.tandem.data.Sequence;
import java.io.IOException;
import java.util.Iterator;
import java.util.Random;
import java.util.stream.Stream;

/** An endless stream of seeded picks from a Sequence. */
record Picks(Sequence data, int end) implements BatchGenerator {
    @Override
    public Iterator<Batch> open(int replica, int replicas, int epoch) {
        Random random = new Random(100L * epoch + replica);
        return Stream.generate(() -> pick(random.nextInt(data.length())))
                .limit(end)
                .iterator();
    }

    private Batch pick(int index) {
        try {
            return data.get(index);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
