package dev.tandem.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.model.TrainingState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

final class StateBytesTest {

    private static TrainingState state(int parameters, int updaterState, int outerState) {
        return new TrainingState(
                numbered(parameters, 1), numbered(updaterState, 10), numbered(outerState, 100), 3, 2, 0.5);
    }

    private static float[] numbered(int length, int from) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = from + i;
        }
        return values;
    }

    private static FloatBuffer encoded(TrainingState state) {
        return ByteBuffer.wrap(StateBytes.encode(state))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }

    @Test
    void values_comeBackInTheirVectors_inWhateverSlices() {
        for (int[] lengths : new int[][] {{3, 0, 0}, {3, 6, 0}, {3, 0, 3}, {3, 6, 3}, {1, 2, 1}}) {
            TrainingState state = state(lengths[0], lengths[1], lengths[2]);
            FloatBuffer all = encoded(state);
            int count = all.remaining();
            for (int cut = 0; cut <= count; cut++) {
                for (int second = cut; second <= count; second++) {
                    StateVectors vectors = StateVectors.like(state);
                    vectors.put(second, all.slice(second, count - second));
                    vectors.put(0, all.slice(0, cut));
                    vectors.put(cut, all.slice(cut, second - cut));

                    assertThat(vectors.state()).usingRecursiveComparison().isEqualTo(state);
                }
            }
        }
    }

    @Test
    void moreValuesThanAStateHas_areRefused() {
        TrainingState state = state(3, 6, 3);
        assertThatThrownBy(() -> StateVectors.like(state).put(1, encoded(state)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Too many values for a state of 12: 12 from 1");
    }
}
