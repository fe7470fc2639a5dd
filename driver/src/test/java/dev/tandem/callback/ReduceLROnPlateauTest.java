package dev.tandem.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.metric.Logs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReduceLROnPlateauTest {

    /** The learning rates after each epoch. */
    private static List<Double> fit(Callback callback, FakeRun run, double... losses) {
        callback.check(Metrics.WITH_VALIDATION);
        callback.onTrainBegin(run);
        List<Double> rates = new ArrayList<>();
        for (int epoch = 0; epoch < losses.length; epoch++) {
            callback.onEpochEnd(epoch, new Logs().put("val_loss", losses[epoch]), run);
            rates.add(run.learningRate());
        }
        return rates;
    }

    private static ReduceLROnPlateau halving() {
        return ReduceLROnPlateau.create().factor(0.5);
    }

    @Test
    void plateau_reduces() {
        assertThat(fit(halving().patience(2), new FakeRun(1), 5, 5, 5, 5, 5)).containsExactly(1.0, 1.0, 0.5, 0.5, 0.25);
    }

    @Test
    void defaultMinDelta_ignoresSlowCreep() {
        assertThat(fit(halving().patience(1), new FakeRun(1), 5, 4.99995)).containsExactly(1.0, 0.5);
    }

    @Test
    void cooldown_blocksOneEpochLessThanItSays() {
        assertThat(fit(halving().patience(1).cooldown(2), new FakeRun(1), 5, 5, 5, 5, 5))
                .containsExactly(1.0, 0.5, 0.5, 0.25, 0.25);
        assertThat(fit(halving().patience(1).cooldown(1), new FakeRun(1), 5, 5, 5, 5))
                .containsExactly(1.0, 0.5, 0.25, 0.125);
    }

    @Test
    void improvementDuringCooldown_updatesBest() {
        assertThat(fit(halving().patience(1).cooldown(3), new FakeRun(1), 5, 5, 3, 4, 4))
                .containsExactly(1.0, 0.5, 0.5, 0.5, 0.25);
    }

    @Test
    void minLearningRate_isAFloorWithoutCooldown() {
        Callback callback = halving().patience(1).minLearningRate(0.4).cooldown(5);
        FakeRun run = new FakeRun(0.5);
        assertThat(fit(callback, run, 5, 5, 5)).containsExactly(0.5, (double) 0.4f, (double) 0.4f);
        assertThat(callback.state().values().get("cooldownCounter").asInt()).isEqualTo(4);
        FakeRun floored = new FakeRun(0.4);
        fit(callback, floored, 5, 5, 5);
        assertThat(callback.state().values().get("epochsWaited").asInt()).isEqualTo(2);
    }

    @Test
    void learningRate_isFloat32() {
        assertThat(fit(ReduceLROnPlateau.create().patience(1), new FakeRun(0.01), 5, 5))
                .containsExactly(0.009999999776482582, 0.0009999999310821295);
    }

    @Test
    void logs_holdTheRateBeforeReduction() {
        FakeRun run = new FakeRun(1);
        Callback callback = halving().patience(1);
        fit(callback, run, 5);
        Logs logs = new Logs().put("val_loss", 5);
        callback.onEpochEnd(1, logs, run);
        assertThat(logs.find("learning_rate")).hasValue(1);
        assertThat(callback.addedNames()).containsExactly("learning_rate");
    }

    @Test
    void missingMetric_warnsOnceAndDoesNotCount() {
        FakeRun run = new FakeRun(1);
        Callback callback = halving().patience(1).cooldown(2);
        fit(callback, run, 5, 5);
        callback.onEpochEnd(2, new Logs(), run);
        callback.onEpochEnd(3, new Logs(), run);
        assertThat(run.printed)
                .containsExactly(
                        "Warning: ReduceLROnPlateau needs val_loss, which this epoch does not have; available: learning_rate");
        assertThat(callback.state().values().get("cooldownCounter").asInt()).isEqualTo(2);
    }

    @Test
    void secondFit_startsAfresh() {
        Callback callback = halving().patience(1).cooldown(9);
        fit(callback, new FakeRun(1), 1, 1);
        assertThat(fit(callback, new FakeRun(1), 5, 4, 4)).containsExactly(1.0, 1.0, 0.5);
    }

    @Test
    void verbose_saysTheNewRate() {
        FakeRun run = new FakeRun(1e-4);
        fit(ReduceLROnPlateau.create().factor(0.25).patience(1).verbose(), run, 5, 5);
        assertThat(run.printed)
                .containsExactly("Epoch 2: ReduceLROnPlateau reducing learning rate to 2.499999936844688e-05.");
    }

    @Test
    void badValues_areRefused() {
        assertThatThrownBy(() -> halving().factor(1)).hasMessage("Invalid factor: 1.0 (must be >= 0 and < 1)");
        assertThatThrownBy(() -> halving().factor(-0.1)).hasMessage("Invalid factor: -0.1 (must be >= 0 and < 1)");
        assertThatThrownBy(() -> halving().patience(-2)).hasMessage("Invalid patience: -2 (must be >= 0)");
        assertThatThrownBy(() -> halving().cooldown(-2)).hasMessage("Invalid cooldown: -2 (must be >= 0)");
        assertThatThrownBy(() -> halving().minLearningRate(Double.NaN))
                .hasMessage("Invalid min_lr: NaN (must be a finite number >= 0.0)");
    }
}
