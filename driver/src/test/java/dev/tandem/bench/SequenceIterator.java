package dev.tandem.bench;

import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** A Sequence as plain DL4J reads it: in order, one batch ahead on a thread of DL4J's own. */
public final class SequenceIterator implements DataSetIterator {

    private static final long serialVersionUID = 1;

    private final Sequence sequence;
    private int position;

    public SequenceIterator(Sequence sequence) {
        this.sequence = sequence;
    }

    @Override
    public boolean hasNext() {
        return position < sequence.length();
    }

    @Override
    public DataSet next() {
        if (!hasNext()) {
            throw new NoSuchElementException("All " + position + " batches were taken");
        }
        try {
            Batch batch = sequence.get(position++);
            return new DataSet(batch.inputs().get(0), batch.targets().get(0));
        } catch (Exception e) {
            throw new IllegalStateException("Cannot read batch " + (position - 1), e);
        }
    }

    @Override
    public DataSet next(int samples) {
        return next();
    }

    @Override
    public void reset() {
        position = 0;
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    @Override
    public boolean asyncSupported() {
        return true;
    }

    @Override
    public int batch() {
        return -1;
    }

    @Override
    public int inputColumns() {
        return -1;
    }

    @Override
    public int totalOutcomes() {
        return -1;
    }

    @Override
    public @Nullable DataSetPreProcessor getPreProcessor() {
        return null;
    }

    @Override
    public void setPreProcessor(DataSetPreProcessor preProcessor) {
        throw new IllegalArgumentException("These batches are ready for use");
    }

    @Override
    public @Nullable List<String> getLabels() {
        return null;
    }
}
