package dev.tandem.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.metric.Logs;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {

    /** Runs until stopped; the weights after an epoch are its number. How many epochs ran. */
    private static int fit(Callback callback, FakeRun run, double... losses) {
        callback.check(Metrics.WITH_VALIDATION);
        callback.onTrainBegin(run);
        int epoch = 0;
        for (; epoch < losses.length && !run.isStopping(); epoch++) {
            run.train(epoch);
            callback.onEpochEnd(epoch, new Logs().put("val_loss", losses[epoch]), run);
        }
        callback.onTrainEnd(new Logs(), run);
        return epoch;
    }

    @Test
    void patience_countsEpochsWithoutImprovement() {
        FakeRun run = new FakeRun();
        assertThat(fit(EarlyStopping.create().patience(2), run, 5, 4, 4, 3, 3, 3, 2))
                .isEqualTo(6);
        assertThat(run.stopReason()).contains("EarlyStopping: val_loss has not improved in 2 epochs");
    }

    @Test
    void patienceZero_stopsAtFirstEpochWithoutImprovement() {
        assertThat(fit(EarlyStopping.create(), new FakeRun(), 5, 4, 4, 3)).isEqualTo(3);
    }

    @Test
    void firstEpoch_neverStops() {
        assertThat(fit(EarlyStopping.create(), new FakeRun(), Double.NaN, Double.NaN, 1))
                .isEqualTo(2);
    }

    @Test
    void firstNaN_isNoBest() {
        assertThat(fit(EarlyStopping.create().patience(2), new FakeRun(), Double.NaN, 5, 4, 3))
                .isEqualTo(4);
    }

    @Test
    void baselineNeverBeaten_stopsThoughBestImproves() {
        assertThat(fit(EarlyStopping.create().patience(3).baseline(1), new FakeRun(), 9, 8, 7, 7, 6))
                .isEqualTo(4);
    }

    @Test
    void startFromEpoch_ignoresEarlierEpochs() {
        FakeRun run = new FakeRun();
        Callback callback = EarlyStopping.create().patience(1).startFromEpoch(2).restoreBestWeights();
        assertThat(fit(callback, run, 1, 2, 9, 8, 8)).isEqualTo(5);
        assertThat(run.tag()).isEqualTo(3);
    }

    @Test
    void restoreBestWeights_withoutStopping_takesTheBest() {
        FakeRun run = new FakeRun();
        fit(EarlyStopping.create().patience(9).restoreBestWeights(), run, 5, 3, 4);
        assertThat(run.tag()).isEqualTo(1);
    }

    @Test
    void restoreBestWeights_withNaNOnly_takesTheFirst() {
        FakeRun run = new FakeRun();
        fit(EarlyStopping.create().patience(9).restoreBestWeights(), run, Double.NaN, Double.NaN);
        assertThat(run.tag()).isEqualTo(0);
    }

    @Test
    void withoutRestoring_lastWeightsStay() {
        FakeRun run = new FakeRun();
        fit(EarlyStopping.create().patience(1), run, 5, 3, 4);
        assertThat(run.tag()).isEqualTo(2);
    }

    @Test
    void missingMetric_warnsOnceAndDoesNotCount() {
        FakeRun run = new FakeRun();
        Callback callback = EarlyStopping.create().patience(1);
        fit(callback, run, 5, 4);
        for (int epoch = 2; epoch < 5; epoch++) {
            callback.onEpochEnd(epoch, new Logs().put("loss", 1), run);
        }
        assertThat(run.isStopping()).isFalse();
        assertThat(run.printed)
                .containsExactly(
                        "Warning: EarlyStopping needs val_loss, which this epoch does not have; available: loss");
    }

    @Test
    void secondFit_startsAfresh() {
        Callback callback = EarlyStopping.create().patience(2).restoreBestWeights();
        fit(callback, new FakeRun(), 1, 2, 3);
        FakeRun second = new FakeRun();
        assertThat(fit(callback, second, 9, 8, 7)).isEqualTo(3);
        assertThat(second.tag()).isEqualTo(2);
    }

    @Test
    void verbose_saysWhenAndWhichWeights() {
        FakeRun run = new FakeRun();
        fit(EarlyStopping.create().patience(1).restoreBestWeights().verbose(), run, 5, 3, 4);
        assertThat(run.printed)
                .containsExactly(
                        "Epoch 3: early stopping", "Restoring model weights from the end of the best epoch: 2");
    }

    @Test
    void badValues_areRefused() {
        assertThatThrownBy(() -> EarlyStopping.create().patience(-1)).hasMessage("Invalid patience: -1 (must be >= 0)");
        assertThatThrownBy(() -> EarlyStopping.create().startFromEpoch(-1))
                .hasMessage("Invalid start_from_epoch: -1 (must be >= 0)");
        assertThatThrownBy(() -> EarlyStopping.create().baseline(Double.NaN))
                .hasMessage("Invalid baseline: NaN (must be a number)");
    }

    @Test
    void check_refusesMetricThatCannotExist() {
        assertThatThrownBy(() -> EarlyStopping.create().check(Metrics.TRAINING))
                .hasMessageContaining("val_loss will not be in the logs");
    }
}
