package dev.tandem.task;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.spark.network.buffer.ManagedBuffer;
import org.apache.spark.network.util.ByteArrayWritableChannel;

/** A {@link FloatRegion} in the form in which Spark's transport takes data. To be read once, one way or the other. */
final class FloatsBuffer extends ManagedBuffer {

    private final FloatRegion region;

    FloatsBuffer(FloatRegion region) {
        this.region = region;
    }

    @Override
    public long size() {
        return region.count();
    }

    @Override
    public Object convertToNetty() {
        return region;
    }

    @Override
    public ByteBuffer nioByteBuffer() throws IOException {
        ByteArrayWritableChannel bytes = new ByteArrayWritableChannel(Math.toIntExact(size()));
        while (region.transferred() < region.count()) {
            region.transferTo(bytes, region.transferred());
        }
        return ByteBuffer.wrap(bytes.getData());
    }

    @Override
    public InputStream createInputStream() throws IOException {
        return new ByteArrayInputStream(nioByteBuffer().array());
    }

    @Override
    public ManagedBuffer retain() {
        return this;
    }

    @Override
    public ManagedBuffer release() {
        return this;
    }
}
