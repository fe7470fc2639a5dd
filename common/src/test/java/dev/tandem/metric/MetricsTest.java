package dev.tandem.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class MetricsTest {

    private static INDArray rows(float[]... rows) {
        return Nd4j.createFromArray(rows);
    }

    private static double value(String name, INDArray targets, INDArray predictions) {
        Metric metric = Metrics.named(name);
        double[] sums = new double[metric.size()];
        metric.update(sums, targets, predictions);
        return metric.result(sums);
    }

    private static final INDArray ONE_HOT =
            rows(new float[] {1, 0, 0}, new float[] {0, 1, 0}, new float[] {0, 0, 1}, new float[] {1, 0, 0});
    private static final INDArray PREDICTED =
            rows(new float[] {.6f, .3f, .1f}, new float[] {.4f, .4f, .2f}, new float[] {.1f, .2f, .7f}, new float[] {
                .1f, .3f, .6f
            });

    @ParameterizedTest
    @CsvSource({
        "accuracy, 0.5",
        "acc, 0.5",
        "categorical_accuracy, 0.5",
        "binary_accuracy, 0.75",
        "top_1, 0.75",
        "top_2_categorical_accuracy, 0.75",
        "top_3, 1",
        "top_k_categorical_accuracy, 1",
        "precision, 0.6666666666666666",
        "recall, 0.5",
        "f1, 0.5714285714285714",
        "f1_score, 0.5714285714285714",
    })
    void classes_in_one_hot_columns(String name, double expected) {
        assertThat(value(name, ONE_HOT, PREDICTED)).isEqualTo(expected);
    }

    @Test
    void classes_by_number_in_one_column() {
        INDArray numbers = rows(new float[] {0}, new float[] {1}, new float[] {2}, new float[] {0});
        assertThat(value("accuracy", numbers, PREDICTED)).isEqualTo(0.5);
        assertThat(value("top_2", numbers, PREDICTED)).isEqualTo(0.75);
    }

    @Test
    void accuracy_of_one_column_is_binary() {
        INDArray targets = rows(new float[] {1}, new float[] {0}, new float[] {1}, new float[] {0});
        INDArray predictions = rows(new float[] {.9f}, new float[] {.5f}, new float[] {.5f}, new float[] {.51f});
        assertThat(value("accuracy", targets, predictions)).isEqualTo(0.5);
    }

    @Test
    void targets_may_be_of_another_type_and_order() {
        INDArray targets = ONE_HOT.castTo(DataType.INT8).dup('f');
        assertThat(value("accuracy", targets, PREDICTED.dup('f'))).isEqualTo(0.5);
        assertThat(value("recall", targets, PREDICTED.dup('f'))).isEqualTo(0.5);
    }

    @Test
    void errors_are_means_over_all_elements() {
        INDArray targets = rows(new float[] {1, 2}, new float[] {3, 4});
        INDArray predictions = rows(new float[] {1, 4}, new float[] {2, 3.5f});
        assertThat(value("mse", targets, predictions)).isEqualTo(5.25 / 4);
        assertThat(value("mae", targets, predictions)).isEqualTo(3.5 / 4);
    }

    @Test
    void sequences_count_each_time_step() {
        // (1 sample, 2 classes, 3 steps)
        INDArray targets = Nd4j.createFromArray(new float[][][] {{{1, 0, 0}, {0, 1, 1}}});
        INDArray predictions = Nd4j.createFromArray(new float[][][] {{{.9f, .8f, .1f}, {.1f, .2f, .9f}}});
        assertThat(value("accuracy", targets, predictions)).isEqualTo(2.0 / 3);
        assertThat(value("top_2", targets, predictions)).isEqualTo(1);
        assertThat(value("precision", targets, predictions)).isEqualTo(2.0 / 3);
    }

    @Test
    void images_count_each_position() {
        INDArray targets =
                Nd4j.createFromArray(new float[] {1, 0, 1, 0, 0, 1, 0, 1}).reshape(1, 2, 2, 2);
        INDArray predictions = Nd4j.createFromArray(new float[] {.9f, .8f, .6f, .1f, .1f, .2f, .4f, .9f})
                .reshape(1, 2, 2, 2);
        assertThat(value("accuracy", targets, predictions)).isEqualTo(0.75);
    }

    @Test
    void auc_of_separable_predictions_is_one_and_of_reversed_zero() {
        INDArray targets = rows(new float[] {0}, new float[] {0}, new float[] {1}, new float[] {1});
        INDArray predictions = rows(new float[] {.1f}, new float[] {.2f}, new float[] {.8f}, new float[] {.9f});
        assertThat(value("auc", targets, predictions)).isEqualTo(1);
        assertThat(value("auc", targets.rsub(1), predictions)).isZero();
    }

    @Test
    void auc_counts_ties_half() {
        INDArray targets = rows(new float[] {0}, new float[] {0}, new float[] {1}, new float[] {1});
        INDArray predictions = rows(new float[] {0}, new float[] {.5f}, new float[] {.5f}, new float[] {1});
        assertThat(value("auc", targets, predictions)).isEqualTo(0.875);
    }

    /** The documented definition, threshold by threshold. */
    @Test
    void auc_equals_the_trapezoids_over_200_thresholds() {
        Random random = new Random(3);
        int n = 500;
        float[][] targets = new float[n][1];
        float[][] predictions = new float[n][1];
        for (int i = 0; i < n; i++) {
            targets[i][0] = random.nextInt(2);
            predictions[i][0] =
                    (float) Math.max(0, Math.min(1, 0.3 * targets[i][0] + random.nextGaussian() * 0.3 + 0.4));
        }
        double area = 0;
        double lastTrue = 1;
        double lastFalse = 1;
        for (int t = 1; t < 200; t++) {
            double threshold = t == 199 ? 1 + 1e-7 : t / 199.0;
            double trueRate = rate(targets, predictions, threshold, 1);
            double falseRate = rate(targets, predictions, threshold, 0);
            area += (lastFalse - falseRate) * (lastTrue + trueRate) / 2;
            lastTrue = trueRate;
            lastFalse = falseRate;
        }
        assertThat(value("auc", rows(targets), rows(predictions))).isCloseTo(area, offset(1e-12));
    }

    private static double rate(float[][] targets, float[][] predictions, double threshold, int label) {
        int of = 0;
        int above = 0;
        for (int i = 0; i < targets.length; i++) {
            if (targets[i][0] == label) {
                of++;
                above += predictions[i][0] > threshold ? 1 : 0;
            }
        }
        return (double) above / of;
    }

    @Test
    void without_positives_or_predictions_ratios_are_zero() {
        INDArray none = rows(new float[] {0}, new float[] {0});
        INDArray low = rows(new float[] {.1f}, new float[] {.2f});
        for (String name : List.of("precision", "recall", "f1", "auc")) {
            assertThat(value(name, none, low)).as(name).isZero();
        }
    }

    static List<String> names() {
        return Metrics.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void any_split_over_shares_merges_to_the_same_double(String name) {
        Random random = new Random(17);
        int samples = 12;
        INDArray targets = Nd4j.zeros(samples, 7);
        INDArray predictions = Nd4j.zeros(samples, 7);
        for (int i = 0; i < samples; i++) {
            targets.putScalar(i, random.nextInt(7), 1);
            for (int j = 0; j < 7; j++) {
                predictions.putScalar(i, j, random.nextInt(256) / 256f); // exact squares: any order of sums is exact
            }
        }
        Metric metric = Metrics.named(name);
        double whole = value(name, targets, predictions);
        for (int first = 0; first <= samples; first++) {
            for (int second = first; second <= samples; second++) {
                double[] merged = new double[metric.size()];
                int[] cuts = {0, first, second, samples};
                for (int share = 0; share < 3; share++) {
                    double[] sums = new double[metric.size()];
                    if (cuts[share] < cuts[share + 1]) {
                        var part = NDArrayIndex.interval(cuts[share], cuts[share + 1]);
                        metric.update(
                                sums, targets.get(part, NDArrayIndex.all()), predictions.get(part, NDArrayIndex.all()));
                    }
                    for (int i = 0; i < sums.length; i++) {
                        merged[i] += sums[i];
                    }
                }
                assertThat(metric.result(merged)).isEqualTo(whole);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void without_samples_there_is_no_value(String name) {
        Metric metric = Metrics.named(name);
        assertThat(metric.result(new double[metric.size()])).isNaN();
    }

    @ParameterizedTest
    @MethodSource("names")
    void names_are_those_in_the_logs(String name) {
        assertThat(Metrics.named(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void errors_get_better_downwards_and_the_rest_upwards(String name) {
        Direction expected = List.of("mse", "mae").contains(name) ? Direction.MIN : Direction.MAX;
        assertThat(Metrics.named(name).direction()).isEqualTo(expected);
    }

    @Test
    void an_unknown_name_lists_the_known_ones() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.named("acuracy"))
                .withMessageStartingWith("Unknown metric: acuracy (known: accuracy, binary_accuracy,")
                .withMessageEndingWith("top_<k>). Did you mean accuracy? A metric of your own is named by its class.");
    }

    @Test
    void top_0_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.named("top_0"))
                .withMessage("Invalid k of top_0: 0 (must be >= 1)");
    }

    @Test
    void different_shapes_are_refused_with_both() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> value("mse", Nd4j.zeros(2, 3), Nd4j.zeros(2, 4)))
                .withMessage("Cannot compute mse of targets of shape [2, 3] and predictions of shape [2, 4]: "
                        + "they must be the same");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> value("accuracy", Nd4j.zeros(2, 3), Nd4j.zeros(2, 4)))
                .withMessageContaining("2 targets of 3 columns and 2 predictions of 4 columns");
    }
}
