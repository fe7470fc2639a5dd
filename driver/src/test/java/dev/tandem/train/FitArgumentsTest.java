package dev.tandem.train;

import static dev.tandem.train.Fits.DATA;
import static dev.tandem.train.Fits.fit;
import static dev.tandem.train.Fits.hash;
import static dev.tandem.train.Fits.network;
import static dev.tandem.train.Fits.trained;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.callback.History;
import dev.tandem.metric.Direction;
import dev.tandem.metric.Metric;
import dev.tandem.metric.Metrics;
import dev.tandem.replica.SegmentWork.FeedOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Keras's arguments of fit, and metrics of a user's own. */
@Tag("cluster")
final class FitArgumentsTest {

    @Test
    void workers_doNotChangeTheBits() throws InterruptedException {
        String one = trained("local[2]", DATA, FitOptions.epochs(2));
        for (int workers : new int[] {0, 3}) {
            assertThat(trained(
                            "local[2]",
                            DATA,
                            FitOptions.epochs(2).feed(new FeedOptions(workers, 4, Duration.ofMinutes(1)))))
                    .isEqualTo(one);
        }
    }

    @Test
    void validation_isDueByNumberOrList() throws InterruptedException {
        History every = fit(
                "local[2]",
                network(false),
                DATA,
                FitOptions.epochs(5).validation(Validation.on(DATA).every(2)));
        History listed = fit(
                "local[2]",
                network(false),
                DATA,
                FitOptions.epochs(5).validation(Validation.on(DATA).after(Set.of(1, 4, 5))));

        assertThat(every.values("val_loss")).hasSize(2);
        assertThat(listed.values("val_loss")).hasSize(3);
        assertThat(every.values("val_loss").get(1))
                .isEqualTo(listed.values("val_loss").get(1));
        assertThat(every.values("loss")).hasSize(5);
    }

    @Test
    void validationSteps_takeTheFirstBatches() throws InterruptedException {
        FitOptions options = FitOptions.epochs(1);
        History three = fit(
                "local[2]",
                network(false),
                DATA,
                options.validation(Validation.on(DATA).steps(3)));
        History first = fit("local[2]", network(false), DATA, options.validation(new Samples(12, 4, 12, 3)));

        assertThat(three.values("val_loss")).isEqualTo(first.values("val_loss"));
    }

    @Test
    void initialEpoch_shiftsNumbersAndOrder() throws InterruptedException {
        MultiLayerNetwork whole = network(false);
        MultiLayerNetwork parts = network(false);
        fit("local[2]", whole, DATA, FitOptions.epochs(3));

        History first = fit("local[2]", parts, DATA, FitOptions.epochs(2));
        History last = fit("local[2]", parts, DATA, FitOptions.epochs(3).initialEpoch(2));

        assertThat(first.epochs()).containsExactly(0, 1);
        assertThat(last.epochs()).containsExactly(2);
        assertThat(hash(parts)).isEqualTo(hash(whole));
    }

    /** How often the first class was predicted: a metric of a user's own. */
    public static final class FirstClass implements Metric {
        private static final long serialVersionUID = 1;

        @Override
        public String name() {
            return "first_class";
        }

        @Override
        public Direction direction() {
            return Direction.MAX;
        }

        @Override
        public int size() {
            return 2;
        }

        @Override
        public void update(double[] sums, INDArray targets, INDArray predictions) {
            for (int row = 0; row < predictions.size(0); row++) {
                sums[0] += predictions.getRow(row).argMax().getInt(0) == 0 ? 1 : 0;
                sums[1]++;
            }
        }

        @Override
        public double result(double[] sums) {
            return sums[0] / sums[1];
        }
    }

    @Test
    void metricOfTheUsers_isMergedOverReplicasWithAndWithoutVal() throws InterruptedException {
        MultiLayerNetwork network = network(false);
        History history = fit(
                "local-cluster[2,1,1024]",
                network,
                new Samples(38, 4, 12, 3),
                FitOptions.epochs(2)
                        .metrics(List.of(Metrics.named("accuracy"), new FirstClass()))
                        .validation(new Samples(38, 4, 12, 3)));

        INDArray predictions =
                network.output(new Samples(38, 38, 12, 3).get(0).inputs().get(0));
        long first = IntStream.range(0, 38)
                .filter(row -> predictions.getRow(row).argMax().getInt(0) == 0)
                .count();
        assertThat(history.values("val_first_class").get(1)).isEqualTo(first / 38.0);
        assertThat(history.values("first_class")).hasSize(2);
    }
}
