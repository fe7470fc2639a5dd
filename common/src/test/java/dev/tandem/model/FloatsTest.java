package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;

final class FloatsTest {

    private static final int LENGTH = 7;

    /** The values 1 to 7 in all sorts of memory. */
    private static Stream<Floats> vectors() {
        float[] middle = {9, 9, 1, 2, 3, 4, 5, 6, 7, 9};
        Floats whole = Floats.of(numbered(1));
        return Stream.of(
                whole,
                Floats.of(middle).part(2, LENGTH),
                Floats.of(direct(numbered(1))),
                Floats.join(List.of(whole.part(0, 3), Floats.of(direct(4, 5, 6, 7)))),
                Floats.join(List.of(
                        Floats.of(), whole.part(0, 1), Floats.of(), Floats.of(), whole.part(1, 6), Floats.of())),
                Floats.join(List.of(whole.part(0, 2), Floats.join(List.of(whole.part(2, 2), Floats.of(5, 6, 7))))),
                network());
    }

    private static Floats network() {
        Floats memory = FlatVector.shared(Nd4j.createFromArray(1f, 2f, 3f), null, Nd4j.createFromArray(4f, 5f, 6f, 7f));
        assertThat(memory).isNotNull();
        return memory;
    }

    private static FloatBuffer direct(float... values) {
        FloatBuffer buffer = ByteBuffer.allocateDirect(Float.BYTES * values.length)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        return buffer.put(values).rewind();
    }

    private static float[] numbered(int first) {
        float[] values = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            values[i] = first + i;
        }
        return values;
    }

    private static float[] all(Floats floats) {
        float[] values = new float[floats.length()];
        floats.read(0, values, 0, values.length);
        return values;
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyStretch_isReadAndPartedAlike(Floats floats) {
        assertThat(floats.length()).isEqualTo(LENGTH);
        for (int from = 0; from <= LENGTH; from++) {
            for (int size = 0; size <= LENGTH - from; size++) {
                float[] wanted = Arrays.copyOfRange(numbered(1), from, from + size);
                float[] read = new float[size + 2];
                floats.read(from, read, 1, size);

                assertThat(Arrays.copyOfRange(read, 1, 1 + size)).containsExactly(wanted);
                assertThat(all(floats.part(from, size))).containsExactly(wanted);
                assertThat(joined(floats.part(from, size).pieces())).containsExactly(wanted);
            }
        }
    }

    private static float[] joined(List<FloatBuffer> pieces) {
        FloatBuffer all = FloatBuffer.allocate(
                pieces.stream().mapToInt(FloatBuffer::remaining).sum());
        pieces.forEach(all::put);
        return all.array();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyStretch_isWritten_andNothingElse(Floats floats) {
        for (int from = 0; from <= LENGTH; from++) {
            for (int size = 0; size <= LENGTH - from; size++) {
                floats.write(0, FloatBuffer.wrap(numbered(1)));
                FloatBuffer source = FloatBuffer.wrap(numbered(11), from, size);
                floats.write(from, source);

                List<Float> wanted = new ArrayList<>();
                for (int i = 0; i < LENGTH; i++) {
                    wanted.add(i >= from && i < from + size ? 11f + i : 1f + i);
                }
                assertThat(all(floats)).containsExactly(wanted.toArray(Float[]::new));
                assertThat(source.remaining()).isEqualTo(size);

                floats.write(from, Floats.join(vectors().toList()).part(3 * LENGTH + from, size));
                assertThat(all(floats)).containsExactly(numbered(1));
            }
        }
    }
}
