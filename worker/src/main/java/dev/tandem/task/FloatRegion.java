package dev.tandem.task;

import dev.tandem.model.Floats;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Iterator;
import org.apache.spark.network.util.AbstractFileRegion;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/**
 * Values that become bytes piece by piece as the socket takes them: those outside of Java's heap, as networks have theirs, are read where they
 * are; others need no second copy of more than a piece.
 */
final class FloatRegion extends AbstractFileRegion {

    private static final int STAGE_BYTES = 256 * 1024;

    private final Floats body;
    private final Iterator<FloatBuffer> pieces;
    private final Runnable progress;
    private final Runnable released;
    private FloatBuffer piece = FloatBuffer.allocate(0);
    private long transferred;
    private @Nullable ByteBuf stage;
    private ByteBuffer staged = ByteBuffer.allocate(0);

    /**
     * @param body not to be changed until {@code released} has run
     * @param progress run whenever the socket has taken some
     */
    FloatRegion(Floats body, Runnable progress, Runnable released) {
        this.body = body;
        this.pieces = body.pieces().iterator();
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

    /** Goes to the next bytes, if there are any: Spark's transport asks for those of an empty message, too. */
    private void fill() {
        while (!piece.hasRemaining() && pieces.hasNext()) {
            piece = pieces.next();
        }
        if (!piece.hasRemaining()) {
            return;
        }
        if (piece.isDirect() && piece.order() == ByteOrder.LITTLE_ENDIAN) {
            staged = new FloatPointer(piece).asByteBuffer(); // which body keeps alive
            piece.position(piece.limit());
        } else {
            copy();
        }
    }

    private void copy() {
        if (stage == null) {
            stage = PooledByteBufAllocator.DEFAULT.directBuffer(STAGE_BYTES, STAGE_BYTES);
        }
        staged = stage.nioBuffer(0, STAGE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer floats = staged.asFloatBuffer();
        int size = Math.min(floats.remaining(), piece.remaining());
        floats.put(0, piece, piece.position(), size);
        piece.position(piece.position() + size);
        staged.limit(size * Float.BYTES);
    }

    @Override
    public long count() {
        return (long) body.length() * Float.BYTES;
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
