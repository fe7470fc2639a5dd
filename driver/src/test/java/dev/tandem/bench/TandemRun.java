package dev.tandem.bench;

import dev.tandem.callback.Callback;
import dev.tandem.callback.Control;
import dev.tandem.cluster.Cluster;
import dev.tandem.data.Sequence;
import dev.tandem.metric.Logs;
import dev.tandem.train.FitOptions;
import dev.tandem.train.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;

/**
 * Training with Tandem's defaults: reading ahead on a thread, accuracy as the metric, no run directory.
 *
 * @param replicas of the model
 * @param averageEvery local steps between two averages
 */
public record TandemRun(int replicas, int averageEvery) {

    /** A Spark application like the launcher's, whose executors know this benchmark's classes. */
    public static Cluster cluster(String master) throws Exception {
        Path own = Path.of(TandemRun.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return Cluster.start(
                "bench", Optional.of(master), List.of(), Map.of("spark.executor.extraClassPath", own.toString()));
    }

    /**
     * Trains two epochs and times the second, from end to end: all that an epoch costs, but nothing of the start.
     *
     * @return samples per second, over all replicas
     */
    public double samplesPerSecond(Cluster cluster, Model network, Sequence data, int batchSize)
            throws InterruptedException {
        return samplesPerSecond(trainer(cluster, network), data, batchSize);
    }

    /** A trainer to say more to. */
    Trainer trainer(Cluster cluster, Model network) {
        return Trainer.on(cluster).model(network).replicas(replicas).averageEvery(averageEvery);
    }

    /** As the other one, with a trainer made by {@link #trainer}. */
    double samplesPerSecond(Trainer trainer, Sequence data, int batchSize) throws InterruptedException {
        EpochEnds ends = new EpochEnds();
        trainer.fit(
                data, FitOptions.epochs(2).order(FitOptions.Order.SEQUENTIAL).callbacks(ends));
        return data.length() * (double) batchSize / ((ends.last - ends.first) / 1e9);
    }

    private static final class EpochEnds implements Callback {

        private long first;
        private long last;

        @Override
        public void onEpochEnd(int epoch, Logs logs, Control control) {
            last = System.nanoTime();
            if (epoch == 0) {
                first = last;
            }
        }
    }
}
