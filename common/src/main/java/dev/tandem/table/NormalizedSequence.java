package dev.tandem.table;

import dev.tandem.data.Batch;
import dev.tandem.data.DataNotes;
import java.io.IOException;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A table whose features are normalized, as its notes tell.
 *
 * @param data the table
 * @param normalizer fitted on the training data, be this validation's or not
 */
public record NormalizedSequence(TableSequence data, Normalizer normalizer) implements TableSequence {

    public NormalizedSequence {
        if (normalizer.offsets().size() != data.features()) {
            throw new IllegalArgumentException("The data has " + data.features()
                    + " features, but the normalizer was fitted on "
                    + normalizer.offsets().size() + ": both need the same columns");
        }
    }

    @Override
    public int length() {
        return data.length();
    }

    @Override
    public int features() {
        return data.features();
    }

    @Override
    public BitSet numbers() {
        return data.numbers();
    }

    @Override
    public Batch get(int index) throws IOException {
        Batch batch = data.get(index);
        INDArray raw = batch.inputs().get(0);
        try (raw) {
            return new Batch(List.of(normalizer.apply(raw)), batch.targets(), batch.sampleWeights());
        }
    }

    @Override
    public void onEpochEnd() {
        data.onEpochEnd();
    }

    @Override
    public List<String> preferredHosts(int from, int to) {
        return data.preferredHosts(from, to);
    }

    @Override
    public DataNotes notes() {
        DataNotes plain = data.notes();
        Map<String, Object> preparation = new LinkedHashMap<>(plain.preparation());
        preparation.put(Normalizer.KEY, normalizer.toNotes());
        return new DataNotes(plain.classes(), preparation);
    }
}
