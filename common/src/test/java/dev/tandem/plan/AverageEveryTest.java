package dev.tandem.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AverageEveryTest {

    private static final AverageEvery SCHEDULE = new AverageEvery(Map.of(0, 1, 5, 16, 7, 3));

    @Test
    void constant_holdsInEveryEpoch() {
        AverageEvery four = AverageEvery.steps(4);

        assertThat(IntStream.of(0, 1, 1000, Integer.MAX_VALUE).map(four::at)).containsOnly(4);
        assertThat(four.isConstant()).isTrue();
        assertThat(four).hasToString("4");
    }

    @Test
    void schedule_holdsFromItsEpochsOn() {
        assertThat(IntStream.range(0, 9).map(SCHEDULE::at)).containsExactly(1, 1, 1, 1, 1, 16, 16, 3, 3);
        assertThat(SCHEDULE.isConstant()).isFalse();
        assertThat(SCHEDULE).hasToString("{0: 1, 5: 16, 7: 3}");
    }

    @Test
    void scheduleThatDoesNotBeginWithEpoch0_isRefused() {
        assertThatThrownBy(() -> new AverageEvery(Map.of(1, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid average_every: {1: 4} (must begin with epoch 0;"
                        + " {0: 1, 5: 16} is every step at first, from epoch 5 on every 16)");
        assertThatThrownBy(() -> new AverageEvery(Map.of(-1, 4, 0, 2))).hasMessageContaining("must begin with epoch 0");
        assertThatThrownBy(() -> new AverageEvery(Map.of())).hasMessageContaining("must begin with epoch 0");
    }

    @Test
    void stepsBelowOne_areRefused() {
        assertThatThrownBy(() -> AverageEvery.steps(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid average_every: 0 (must be >= 1)");
        assertThatThrownBy(() -> new AverageEvery(Map.of(0, 1, 5, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid average_every: 0 from epoch 5 on (must be >= 1)");
    }

    @Test
    void everyIndex_isDealtExactlyOnceInEachEpochOfASchedule() {
        for (int length = 1; length <= 60; length++) {
            for (int replicas = 1; replicas <= 5; replicas++) {
                for (int epoch = 0; epoch < 9; epoch++) {
                    EpochPlan plan = EpochPlan.of(length, replicas, epoch, 42, true, SCHEDULE.at(epoch));
                    int[] dealt = new int[length];
                    for (int replica = 0; replica < replicas; replica++) {
                        for (int round = 0; round < plan.rounds(); round++) {
                            IndexRange positions = plan.positions(replica, round, round + 1);
                            for (int position = positions.from(); position < positions.to(); position++) {
                                dealt[plan.batchAt(replica, position)]++;
                            }
                        }
                    }
                    assertThat(dealt).containsOnly(1);
                }
            }
        }
    }
}
