package dev.tandem.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.model.TrainingState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    @Test
    void values_comeBackInTheirVectors() {
        for (int[] lengths : new int[][] {{3, 0, 0}, {3, 6, 0}, {3, 0, 3}, {3, 6, 3}}) {
            TrainingState state = state(lengths[0], lengths[1], lengths[2]);
            float[] values = new float[StateBytes.count(state)];
            ByteBuffer.wrap(StateBytes.encode(state))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);

            assertThat(StateBytes.split(values, state))
                    .usingRecursiveComparison()
                    .isEqualTo(state);
        }
    }
}
