package dev.tandem.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FloatArraysTest {

    private static final float[] VALUES = {1, 2, 3, 4, 5, 6};

    @Test
    void of_givesWhatNd4jGives() {
        INDArray array = FloatArrays.of(VALUES, 2, 3);

        assertThat(array).isEqualTo(Nd4j.create(VALUES, new long[] {2, 3}, DataType.FLOAT));
        assertThat(array.getFloat(1, 0)).isEqualTo(4);
    }

    @Test
    void of_inAWorkspace_writesItsOwnPlaceOnly() {
        try (MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace("arrays")) {
            INDArray before = FloatArrays.of(VALUES, 6);
            INDArray array = FloatArrays.of(new float[] {7, 8}, 2);

            assertThat(array.isAttached()).isTrue();
            assertThat(array.toFloatVector()).containsExactly(7, 8);
            assertThat(before.toFloatVector()).containsExactly(VALUES);
        }
    }

    @Test
    void of_noValues_isEmpty() {
        assertThat(FloatArrays.of(new float[0], 0, 3).shape()).containsExactly(0, 3);
    }

    @Test
    void of_otherCount_isRefused() {
        assertThatThrownBy(() -> FloatArrays.of(VALUES, 2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot make an array of shape [2, 2] of 6 values: it takes 4");
    }
}
