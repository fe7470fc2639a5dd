package dev.tandem.task;

import dev.tandem.model.Floats;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.WritableByteChannel;
import org.apache.spark.network.util.AbstractFileRegion;
import org.jspecify.annotations.Nullable;

/**
 * Values that are turned into bytes piece by piece as the socket takes them, so that a vector needs no second copy of itself in memory.
 */
final class FloatRegion extends AbstractFileRegion {

    private static final int STAGE_BYTES = 256 * 1024;

    private final Floats body;
    private final long count;
    private final Runnable progress;
    private final Runnable released;
    private int filled;
    private long transferred;
    private @Nullable ByteBuf stage;
    private ByteBuffer staged = ByteBuffer.allocate(0);

    /**
     * @param body not to be changed until {@code released} has run
     * @param progress run whenever the socket has taken some
     */
    FloatRegion(Floats body, Runnable progress, Runnable released) {
        this.body = body;
        this.count = (long) body.length() * Float.BYTES;
        this.progress = progress;
        this.released = released;
    }

    @Override
    public long transferTo(WritableByteChannel target, long position) throws IOException {
        if (!staged.hasRemaining()) {
            fill();
        }
        int written = target.write(staged);
        transferred += written;
        if (written > 0) {
            progress.run();
        }
        return written;
    }

    private void fill() {
        if (stage == null) {
            stage = PooledByteBufAllocator.DEFAULT.directBuffer(STAGE_BYTES, STAGE_BYTES);
            staged = stage.nioBuffer(0, STAGE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        }
        staged.clear();
        FloatBuffer floats = staged.asFloatBuffer();
        int size = Math.min(floats.remaining(), body.length() - filled);
        body.part(filled, size).pieces().forEach(floats::put);
        filled += size;
        staged.limit(floats.position() * Float.BYTES);
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public long position() {
        return 0;
    }

    @Override
    public long transferred() {
        return transferred;
    }

    @Override
    protected void deallocate() {
        if (stage != null) {
            stage.release();
            stage = null;
        }
        released.run();
    }
}
