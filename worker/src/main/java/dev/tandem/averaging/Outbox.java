package dev.tandem.averaging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Buffers for chunks on their way, few enough that a slow network does not fill the memory. */
final class Outbox {

    private static final int BUFFERS = 32;

    private final Peers peers;
    private final List<ByteBuffer> buffers = new ArrayList<>();
    private int used;

    Outbox(Peers peers) {
        this.peers = peers;
    }

    /** An empty buffer for a chunk in any code; its content must be sent before the next call. */
    ByteBuffer take() throws InterruptedException {
        if (used == BUFFERS) {
            peers.awaitSent();
            used = 0;
        }
        if (used == buffers.size()) {
            buffers.add(buffer(Blocks.SIZE));
        }
        return buffers.get(used++).clear();
    }

    /** Everything taken has been sent. */
    void reset() {
        used = 0;
    }

    /** A buffer of so many words. */
    static ByteBuffer buffer(int words) {
        return ByteBuffer.allocate(words * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }
}
