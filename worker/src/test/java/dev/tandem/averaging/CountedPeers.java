package dev.tandem.averaging;

import dev.tandem.model.Floats;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;

/** Peers that count the bytes of all values sent; for tests. */
record CountedPeers(Peers peers, AtomicLong bytes) implements Peers {

    @Override
    public int rank() {
        return peers.rank();
    }

    @Override
    public int size() {
        return peers.size();
    }

    @Override
    public void open(Inbox inbox) {
        peers.open(inbox);
    }

    @Override
    public void send(int peer, MessageHeader header, Floats body) throws InterruptedException {
        bytes.addAndGet((long) Float.BYTES * body.length());
        peers.send(peer, header, body);
    }

    @Override
    public void await(IntPredicate heard) throws InterruptedException {
        peers.await(heard);
    }

    @Override
    public void awaitSent() throws InterruptedException {
        peers.awaitSent();
    }

    @Override
    public Traffic sent() {
        return peers.sent();
    }

    @Override
    public void close() {
        peers.close();
    }
}
