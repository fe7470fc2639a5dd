package dev.tandem.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.model.Floats;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FloatRegionTest {

    private static final float[] VALUES = values();

    private static float[] values() {
        float[] values = new float[200_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return values;
    }

    /** The same values in Java's heap, outside of it, and outside of it in the other order of bytes. */
    private static Stream<Floats> memories() {
        return Stream.of(
                Floats.of(VALUES),
                Floats.of(outsideOfHeap(ByteOrder.LITTLE_ENDIAN)),
                Floats.of(outsideOfHeap(ByteOrder.BIG_ENDIAN)),
                Floats.join(List.of(
                        Floats.of(VALUES).part(0, 70_001),
                        Floats.of(outsideOfHeap(ByteOrder.LITTLE_ENDIAN)).part(70_001, 129_999))));
    }

    private static FloatBuffer outsideOfHeap(ByteOrder order) {
        return ByteBuffer.allocateDirect(VALUES.length * Float.BYTES)
                .order(order)
                .asFloatBuffer()
                .put(VALUES)
                .flip();
    }

    @ParameterizedTest
    @MethodSource("memories")
    void parts_areWrittenOneAfterTheOther_howeverLittleTheSocketTakes(Floats all) throws IOException {
        Floats body = Floats.join(List.of(all.part(150_000, 50_000), all.part(0, 0), all.part(0, 150_000)));
        for (int most : new int[] {1021, 65_536, Integer.MAX_VALUE}) {
            AtomicInteger released = new AtomicInteger();
            FloatRegion region = new FloatRegion(body, () -> {}, released::incrementAndGet);
            ByteBuffer written = ByteBuffer.allocate(800_000).order(ByteOrder.LITTLE_ENDIAN);
            WritableByteChannel socket = new Socket(written, most);
            while (region.transferred() < region.count()) {
                region.transferTo(socket, region.transferred());
            }
            region.release();

            FloatBuffer floats = written.flip().asFloatBuffer();
            assertThat(floats.remaining()).isEqualTo(200_000);
            for (int i = 0; i < 200_000; i++) {
                assertThat(floats.get(i)).isEqualTo((i + 150_000) % 200_000);
            }
            assertThat(released).hasValue(1);
        }
    }

    @ParameterizedTest
    @MethodSource("memories")
    void emptyBody_writesNothing(Floats all) throws IOException {
        FloatRegion region = new FloatRegion(Floats.join(List.of(all.part(7, 0))), () -> {}, () -> {});
        ByteBuffer written = ByteBuffer.allocate(8);

        assertThat(region.count()).isZero();
        assertThat(region.transferTo(new Socket(written, 8), 0)).isZero();
        assertThat(written.position()).isZero();
    }

    @Test
    void floatsBuffer_givesTheSameBytes() throws IOException {
        float[] values = {1f, -2f, 3.5f};
        FloatsBuffer buffer = new FloatsBuffer(new FloatRegion(Floats.of(values), () -> {}, () -> {}));

        ByteBuffer bytes = buffer.nioByteBuffer().order(ByteOrder.LITTLE_ENDIAN);

        assertThat(buffer.size()).isEqualTo(12);
        assertThat(bytes.asFloatBuffer()).isEqualTo(FloatBuffer.wrap(values));
    }

    private record Socket(ByteBuffer written, int most) implements WritableByteChannel {

        @Override
        public int write(ByteBuffer source) {
            int size = Math.min(source.remaining(), most);
            written.put(source.slice(source.position(), size));
            source.position(source.position() + size);
            return size;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
