package dev.tandem.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.averaging.OuterOptimizer.Average;
import dev.tandem.averaging.OuterOptimizer.Nesterov;
import org.junit.jupiter.api.Test;

final class OuterOptimizerTest {

    @Test
    void average_isTakenAsItIs() {
        float[] agreed = {1, 2};

        new Average().step(agreed, new float[] {3, 4}, new float[0]);
        new Average().step(agreed, agreed, new float[0]);

        assertThat(agreed).containsExactly(3, 4);
        assertThat(new Average().stateCount(7)).isZero();
    }

    @Test
    void nesterov_stepsAlongTheChangeAndItsMomentum_optimizerStateIsAveraged() {
        float[] agreed = {1, 2, 9};
        float[] velocity = {0.25f, 0};

        new Nesterov(0.5, 0.5).step(agreed, new float[] {0.5f, 2.5f, 7}, velocity);

        // changes 0.5 and -0.5; 1 - 0.5 * (0.5 + 0.5 * 0.625) and 2 - 0.5 * (-0.5 + 0.5 * -0.5)
        assertThat(velocity).containsExactly(0.625f, -0.5f);
        assertThat(agreed).containsExactly(0.59375f, 2.375f, 7);
        assertThat(new Nesterov(0.5, 0.5).stateCount(7)).isEqualTo(7);
    }

    @Test
    void nesterovOfLearningRateOneWithoutMomentum_isTheAverageBitForBit() {
        RoundInput input = new RoundInput(2, 10_000, 3, false);
        float[] agreed = input.values(0);
        float[] average = input.values(1);
        agreed[0] = 1e30f;
        average[0] = 1e-30f;

        new Nesterov(1, 0).step(agreed, average, new float[10_000]);

        assertThat(agreed).containsExactly(average);
    }

    @Test
    void valuesThatCannotBe_areRefused() {
        assertThatThrownBy(() -> new Nesterov(0, 0.9))
                .hasMessage("Invalid learning_rate of the outer optimizer: 0.0 (must be > 0)");
        assertThatThrownBy(() -> new Nesterov(Double.POSITIVE_INFINITY, 0.9)).hasMessageContaining("learning_rate");
        assertThatThrownBy(() -> new Nesterov(Double.NaN, 0.9)).hasMessageContaining("learning_rate");
        assertThatThrownBy(() -> new Nesterov(0.7, 1))
                .hasMessage("Invalid momentum of the outer optimizer: 1.0 (must be >= 0 and < 1)");
        assertThatThrownBy(() -> new Nesterov(0.7, -0.1)).hasMessageContaining("momentum");
        assertThatThrownBy(() -> new Nesterov(0.7, Double.NaN)).hasMessageContaining("momentum");
    }
}
