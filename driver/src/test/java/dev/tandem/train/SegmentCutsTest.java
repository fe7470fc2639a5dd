package dev.tandem.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.callback.Callback;
import dev.tandem.callback.History;
import dev.tandem.metric.Metric;
import dev.tandem.metric.Metrics;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("cluster")
final class SegmentCutsTest {

    /** Ends a segment after so many batches. */
    private record Every(long batches) implements Callback {
        @Override
        public long batchesUntilDue() {
            return batches;
        }
    }

    @Test
    void lossAndMetrics_haveTheSameBits_whereverAnEpochIsCutIntoSegments() throws InterruptedException {
        Samples data = new Samples(77, 4, 12, 3);
        List<Metric> metrics =
                Stream.of("accuracy", "mse", "mae", "auc").map(Metrics::named).toList();
        FitOptions options = FitOptions.epochs(1).metrics(metrics);
        try (JavaSparkContext spark = TestSpark.open("local[2]")) {
            Trainer trainer = Trainer.on(spark).replicas(3).averageEvery(1).seed(7);
            History whole = trainer.model(Fits.network(true)).fit(data, options);
            for (int batches = 1; batches <= 20; batches += 3) {
                History cut = trainer.model(Fits.network(true)).fit(data, options.callbacks(new Every(batches)));
                assertThat(cut.values()).as("every %d batches", batches).isEqualTo(whole.values());
            }
        }
    }
}
