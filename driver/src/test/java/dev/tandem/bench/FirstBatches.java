package dev.tandem.bench;

import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import java.io.IOException;

/** So many batches from the beginning of another Sequence. */
record FirstBatches(Sequence all, int length) implements Sequence {

    FirstBatches {
        if (length > all.length()) {
            throw new IllegalArgumentException("Cannot take " + length + " batches of " + all.length());
        }
    }

    @Override
    public Batch get(int index) throws IOException {
        return all.get(index);
    }
}
