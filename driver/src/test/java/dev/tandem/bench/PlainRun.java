package dev.tandem.bench;

import dev.tandem.data.Sequence;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** DL4J's own {@code fit}, without Tandem. */
final class PlainRun {

    private PlainRun() {}

    /**
     * Fits one epoch after another and times the last.
     *
     * @return samples per second in the last epoch
     */
    static double samplesPerSecond(Model network, Sequence data, int batchSize, int warmupBatches) {
        fit(network, new FirstBatches(data, warmupBatches));
        long start = System.nanoTime();
        fit(network, data);
        return data.length() * (double) batchSize / ((System.nanoTime() - start) / 1e9);
    }

    private static void fit(Model network, Sequence data) {
        SequenceIterator batches = new SequenceIterator(data);
        if (network instanceof MultiLayerNetwork layers) {
            layers.fit(batches);
        } else {
            ((ComputationGraph) network).fit(batches);
        }
    }
}
