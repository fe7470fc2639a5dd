package dev.tandem.data;

import java.io.IOException;
import java.util.Iterator;

/**
 * A generator whose samples weigh by their class.
 *
 * @param data what is weighed
 * @param weights by class
 */
record WeightedGenerator(BatchGenerator data, ClassWeights weights) implements BatchGenerator {

    @Override
    public Iterator<Batch> open(int replica, int replicas, int epoch) throws IOException {
        return new Weighted(data.open(replica, replicas, epoch), weights);
    }

    private record Weighted(Iterator<Batch> batches, ClassWeights weights) implements Iterator<Batch>, AutoCloseable {

        @Override
        public boolean hasNext() {
            return batches.hasNext();
        }

        @Override
        public Batch next() {
            return weights.weigh(batches.next());
        }

        @Override
        public void close() throws IOException {
            if (batches instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Exception e) {
                    throw new IOException(String.valueOf(e.getMessage()), e);
                }
            }
        }
    }
}
