package dev.tandem.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.plan.IndexRange;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

final class AgreedStateTest {

    private static float[] numbered(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i + 1;
        }
        return values;
    }

    @Test
    void slicesOfAllTasks_makeUpTheWhole() {
        for (int exchanged = 0; exchanged <= 5; exchanged++) {
            for (int outer = 0; outer <= 5; outer++) {
                for (int tasks = 1; tasks <= 6; tasks++) {
                    float[] all = numbered(exchanged + outer);
                    AgreedState state = AgreedState.read(FloatBuffer.wrap(all), exchanged);
                    FloatBuffer sent = FloatBuffer.allocate(all.length);
                    for (int task = 0; task < tasks; task++) {
                        IndexRange slice = new IndexRange(0, state.length()).part(task, tasks);
                        state.write(sent, slice.from(), slice.to());
                    }

                    assertThat(state.values()).hasSize(exchanged);
                    assertThat(state.outerState()).hasSize(outer);
                    assertThat(sent.array()).containsExactly(all);
                }
            }
        }
    }
}
