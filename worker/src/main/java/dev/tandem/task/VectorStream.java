package dev.tandem.task;

import dev.tandem.averaging.Arrival;
import dev.tandem.averaging.Session;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.apache.spark.network.client.StreamCallbackWithID;
import org.jspecify.annotations.Nullable;

/** Puts the bytes of one message in place as they come; or drops them, when nobody waits for them. */
final class VectorStream implements StreamCallbackWithID {

    private final @Nullable Session session;
    private final int peer;
    private final @Nullable Arrival arrival;
    private final ByteBuffer split = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    VectorStream(@Nullable Session session, int peer, @Nullable Arrival arrival) {
        this.session = session;
        this.peer = peer;
        this.arrival = arrival;
    }

    @Override
    public void onData(String id, ByteBuffer bytes) {
        if (arrival == null || session == null) {
            return;
        }
        boolean wake = joinSplit(bytes, arrival);
        FloatBuffer floats = bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        int whole = floats.remaining() * Float.BYTES;
        wake |= arrival.put(floats);
        bytes.position(bytes.position() + whole);
        split.put(bytes);
        if (wake) {
            session.wake();
        }
    }

    /** Completes a value whose bytes came apart. */
    private boolean joinSplit(ByteBuffer bytes, Arrival arrival) {
        while (split.position() > 0 && bytes.hasRemaining()) {
            split.put(bytes.get());
            if (!split.hasRemaining()) {
                split.clear();
                return arrival.put(split.asFloatBuffer());
            }
        }
        return false;
    }

    @Override
    public void onComplete(String id) {
        if (arrival != null && session != null && !arrival.complete()) {
            session.peerLost(peer, "it sent fewer values than it announced");
        }
    }

    @Override
    public void onFailure(String id, Throwable cause) {
        if (session != null) {
            session.peerLost(peer, "its message broke off: " + cause);
        }
    }

    @Override
    public String getID() {
        return "values";
    }
}
