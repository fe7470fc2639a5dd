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
import org.junit.jupiter.api.Test;

class FloatRegionTest {

    @Test
    void parts_areWrittenOneAfterTheOther_howeverLittleTheSocketTakes() throws IOException {
        float[] values = new float[200_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Floats all = Floats.of(values);
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
