package dev.tandem.data;

import java.io.IOException;
import java.util.List;

/**
 * A Sequence whose samples weigh by their class.
 *
 * @param data what is weighed
 * @param weights by class
 */
record WeightedSequence(Sequence data, ClassWeights weights) implements Sequence {

    @Override
    public int length() {
        return data.length();
    }

    @Override
    public Batch get(int index) throws IOException {
        return weights.weigh(data.get(index));
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
        return data.notes();
    }
}
