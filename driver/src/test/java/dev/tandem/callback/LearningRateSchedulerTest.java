package dev.tandem.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.metric.Logs;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearningRateSchedulerTest {

    private static double[] rates(Schedule schedule, int epochs) {
        return IntStream.range(0, epochs)
                .mapToDouble(epoch -> schedule.at(epoch, 9))
                .toArray();
    }

    @Test
    void function_receivesEpochAndRate() {
        FakeRun run = new FakeRun(1);
        Callback callback = LearningRateScheduler.of((epoch, rate) -> epoch == 0 ? rate : rate / 2);
        for (int epoch = 0; epoch < 3; epoch++) {
            callback.onEpochBegin(epoch, run);
        }
        assertThat(run.learningRate()).isEqualTo(0.25);
    }

    @Test
    void logs_holdTheRate() {
        FakeRun run = new FakeRun(0.01);
        Logs logs = new Logs();
        Callback callback = LearningRateScheduler.of((epoch, rate) -> rate);
        callback.onEpochEnd(0, logs, run);
        assertThat(logs.find("learning_rate")).hasValue(0.009999999776482582);
        assertThat(callback.addedNames()).containsExactly("learning_rate");
    }

    @Test
    void verbose_saysTheRate() {
        FakeRun run = new FakeRun();
        LearningRateScheduler.of((epoch, rate) -> 1e-5).verbose().onEpochBegin(1, run);
        assertThat(run.printed).containsExactly("Epoch 2: LearningRateScheduler setting learning rate to 1e-05.");
    }

    @Test
    void badResult_isRefused() {
        assertThatThrownBy(() ->
                        LearningRateScheduler.of((epoch, rate) -> Double.NaN).onEpochBegin(1, new FakeRun()))
                .hasMessage("The schedule gave a learning rate of NaN for epoch 2 (must be a finite number >= 0)");
        assertThatThrownBy(() -> LearningRateScheduler.of((epoch, rate) -> -1).onEpochBegin(0, new FakeRun()))
                .hasMessageContaining("learning rate of -1.0 for epoch 1");
    }

    @Test
    void step_fallsEveryFewEpochs() {
        assertThat(rates(Schedule.step(1, 0.5, 2), 5)).containsExactly(1, 1, 0.5, 0.5, 0.25);
    }

    @Test
    void exponential_fallsEveryEpoch() {
        assertThat(rates(Schedule.exponential(8, 0.5), 4)).containsExactly(8, 4, 2, 1);
    }

    @Test
    void cosine_warmsUpFallsAndStays() {
        assertThat(rates(Schedule.cosine(3, 6, 2, 0), 8))
                .containsExactly(
                        new double[] {1, 2, 3, 1.5 + 1.5 * Math.sqrt(0.5), 1.5, 1.5 - 1.5 * Math.sqrt(0.5), 0, 0},
                        within(1e-12));
    }

    @Test
    void cosine_endsAtAlpha() {
        assertThat(rates(Schedule.cosine(2, 1, 0, 0.25), 2)).containsExactly(new double[] {2, 0.5}, within(1e-12));
    }

    @Test
    void badValues_areRefused() {
        assertThatThrownBy(() -> Schedule.step(0, 0.5, 2))
                .hasMessage("Invalid initial_learning_rate: 0.0 (must be a finite number > 0)");
        assertThatThrownBy(() -> Schedule.step(1, -1, 2)).hasMessageContaining("Invalid factor: -1.0");
        assertThatThrownBy(() -> Schedule.step(1, 0.5, 0)).hasMessage("Invalid every: 0 (must be >= 1)");
        assertThatThrownBy(() -> Schedule.exponential(1, Double.NaN)).hasMessageContaining("Invalid decay_rate: NaN");
        assertThatThrownBy(() -> Schedule.cosine(1, 5, -1, 0)).hasMessageContaining("Invalid warmup_epochs: -1");
        assertThatThrownBy(() -> Schedule.cosine(1, 5, 5, 0)).hasMessage("Invalid epochs: 5 (must be >= 6)");
        assertThatThrownBy(() -> Schedule.cosine(1, 5, 0, 2)).hasMessage("Invalid alpha: 2.0 (must be >= 0 and <= 1)");
    }
}
