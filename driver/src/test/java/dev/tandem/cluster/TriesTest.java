package dev.tandem.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class TriesTest {

    private static final TryFailedException LOST = new TryFailedException(new Failure("executor 1 was lost", true));

    private final Tries tries = new Tries("Epoch 3 from round 0");

    @Test
    void triesThatGetFurtherEachTime_neverEnd() {
        assertThatCode(() -> {
                    for (int steps = 1; steps < 10 * Tries.LIMIT; steps++) {
                        tries.failed(LOST, steps);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void triesThatStopAtTheSameStep_endAtTheLimit() {
        tries.failed(LOST, 5);
        for (int fruitless = 1; fruitless < Tries.LIMIT; fruitless++) {
            tries.failed(LOST, 5);
        }
        assertThatThrownBy(() -> tries.failed(LOST, 5))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessage(
                        "Epoch 3 from round 0 failed 8 times in a row without getting further: executor 1 was lost");
    }

    @Test
    void progress_forgivesWhatWasInVainBefore() {
        for (int step = 1; step < 5; step++) {
            for (int fruitless = 1; fruitless < Tries.LIMIT; fruitless++) {
                tries.failed(LOST, 0);
            }
            tries.failed(LOST, step);
        }
    }

    @Test
    void mistakeInTheCode_endsAtOnce() {
        TryFailedException mistake = new TryFailedException(new Failure("no index file", false));
        assertThatThrownBy(() -> tries.failed(mistake, 5)).hasMessage("Epoch 3 from round 0 failed: no index file");
    }
}
