package dev.tandem.averaging;

import dev.tandem.model.Floats;
import java.nio.ByteBuffer;

/**
 * What a task needs in every round to exchange coded values.
 *
 * @param layout who averages what
 * @param outbox buffers for what it sends
 * @param rest what was held back of the averages of the slice owned here
 */
record Workshop(Peers peers, CodedLayout layout, Outbox outbox, Rest rest) {

    static Workshop of(Peers peers, CodedLayout layout) {
        int owned = layout.chunks(peers.rank()).stream().mapToInt(Chunk::size).sum();
        return new Workshop(peers, layout, new Outbox(peers), new Rest(owned));
    }

    /** @param body what has been written to the buffer */
    void send(int peer, MessageHeader header, ByteBuffer body) throws InterruptedException {
        peers.send(
                peer,
                header,
                Floats.of(body.slice(0, body.position()).order(body.order()).asFloatBuffer()));
    }
}
