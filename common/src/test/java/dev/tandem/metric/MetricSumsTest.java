package dev.tandem.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class MetricSumsTest {

    private static final List<Metric> ACCURACY = List.of(Metrics.named("accuracy"));

    @Test
    void loss_is_weighted_by_batch_size() {
        MetricSums sums = new MetricSums(List.of());
        sums.add(1, 3);
        sums.add(5, 1);
        assertThat(sums.logs("val_").asMap()).containsEntry("val_loss", 2.0).hasSize(1);
        assertThat(sums.samples()).isEqualTo(4);
    }

    @Test
    void shares_merge_metric_by_metric() {
        MetricSums one = new MetricSums(ACCURACY);
        one.add(1, 1, Nd4j.createFromArray(new float[][] {{1, 0}}), Nd4j.createFromArray(new float[][] {{.9f, .1f}}));
        MetricSums both = new MetricSums(ACCURACY);
        both.add(3, 1, Nd4j.createFromArray(new float[][] {{1, 0}}), Nd4j.createFromArray(new float[][] {{.1f, .9f}}));
        both.merge(one.share());
        assertThat(both.logs("").asMap()).containsEntry("loss", 2.0).containsEntry("accuracy", 0.5);
    }

    @Test
    void a_share_does_not_change_later() {
        MetricSums sums = new MetricSums(ACCURACY);
        MetricSums.Share share = sums.share();
        sums.add(1, 1, Nd4j.ones(1, 2), Nd4j.ones(1, 2));
        assertThat(share.sums().get(0)).isDeepEqualTo(new double[2][0]);
        assertThat(share.samples()).isZero();
    }

    @Test
    void epoch_cutAnywhere_hasTheSameBits() {
        List<Metric> metrics = List.of(Metrics.named("mse"), Metrics.named("mae"), Metrics.named("auc"));
        int batches = 12;
        Logs whole = cut(metrics, batches, batches).logs("");
        for (int cut = 0; cut < batches; cut++) {
            assertThat(cut(metrics, cut, batches).logs("").asMap())
                    .as("cut at %d", cut)
                    .isEqualTo(whole.asMap());
        }
    }

    /** The sums of one segment until the cut, added to those after it. */
    private static MetricSums cut(List<Metric> metrics, int cut, int batches) {
        MetricSums first = new MetricSums(metrics);
        MetricSums second = new MetricSums(metrics);
        Random random = new Random(3);
        for (int batch = 0; batch < batches; batch++) {
            float[][] targets = {{random.nextInt(2)}, {random.nextInt(2)}, {random.nextInt(2)}};
            float[][] predictions = {{random.nextFloat()}, {random.nextFloat()}, {random.nextFloat()}};
            (batch < cut ? first : second)
                    .add(random.nextDouble(), 3, Nd4j.createFromArray(targets), Nd4j.createFromArray(predictions));
        }
        MetricSums epoch = new MetricSums(metrics);
        epoch.merge(first.share());
        epoch.merge(second.share());
        return epoch;
    }

    @Test
    void without_samples_all_is_nan() {
        assertThat(new MetricSums(ACCURACY).logs("").asMap().values())
                .allMatch(value -> value.isNaN())
                .hasSize(2);
    }

    @Test
    void metrics_need_predictions() {
        MetricSums sums = new MetricSums(ACCURACY);
        assertThat(sums.wantsPredictions()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sums.add(1, 1))
                .withMessage("Cannot add a batch without predictions: there are 1 metrics that need them");
    }

    @Test
    void shares_of_other_metrics_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MetricSums(ACCURACY).merge(new MetricSums(List.of()).share()))
                .withMessage("Cannot merge sums of 0 metrics into 1");
    }
}
