package dev.tandem.averaging;

import dev.tandem.model.Floats;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** One task's end of a segment's exchange, whatever routes lead to its peers. */
public final class Session implements Peers {

    private static final long POLL_NANOS = 100_000_000;

    private record Departure(String reason, boolean orderly) {}

    private final Sessions sessions;
    private final SessionKey key;
    private final int rank;
    private final List<Route> routes;
    private final BooleanSupplier cancelled;

    private final AtomicInteger unsent = new AtomicInteger();
    private final AtomicReferenceArray<@Nullable Departure> departures;
    private Traffic sent = Traffic.NONE;
    private volatile @Nullable Inbox inbox;
    private volatile @Nullable Thread waiting;
    private volatile boolean closed;

    /**
     * @param sessions of this JVM
     * @param routes the way to each rank; that of the own rank is never used
     * @param cancelled whether this task should stop; asked at least every 100 ms while waiting
     */
    public Session(
            Sessions sessions, SessionKey key, int rank, List<? extends Route> routes, BooleanSupplier cancelled) {
        if (rank < 0 || rank >= routes.size()) {
            throw new IllegalArgumentException("Invalid rank: " + rank + " (must be 0 to " + (routes.size() - 1) + ")");
        }
        this.sessions = sessions;
        this.key = key;
        this.rank = rank;
        this.routes = List.copyOf(routes);
        this.cancelled = cancelled;
        this.departures = new AtomicReferenceArray<>(routes.size());
    }

    public SessionKey key() {
        return key;
    }

    @Override
    public int rank() {
        return rank;
    }

    @Override
    public int size() {
        return routes.size();
    }

    @Override
    public void open(Inbox inbox) {
        this.inbox = inbox;
        sessions.open(this);
        for (int peer = 0; peer < size(); peer++) {
            if (peer != rank) {
                routes.get(peer).open(this);
            }
        }
    }

    @Override
    public void send(int peer, MessageHeader header, Floats body) throws InterruptedException {
        Route route = routes.get(peer);
        await(other -> other != peer || route.ready());
        sent = sent.plus(1, header.floats());
        unsent.incrementAndGet();
        route.send(header, body, () -> {
            if (unsent.decrementAndGet() == 0) {
                wake();
            }
        });
    }

    @Override
    public void await(IntPredicate heard) throws InterruptedException {
        waiting = Thread.currentThread();
        try {
            while (!allHeard(heard)) {
                pause();
            }
        } finally {
            waiting = null;
        }
    }

    @Override
    public void awaitSent() throws InterruptedException {
        waiting = Thread.currentThread();
        try {
            // A peer that has left in order has read, or drops, what it was sent: only a broken connection matters
            // here.
            while (unsent.get() > 0) {
                refuseBroken();
                pause();
            }
        } finally {
            waiting = null;
        }
    }

    @Override
    public Traffic sent() {
        return sent;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            sessions.close(this);
            for (int peer = 0; peer < size(); peer++) {
                if (peer != rank && inbox != null) {
                    routes.get(peer).leave();
                }
            }
        }
    }

    /** A message from a peer begins: where its values go, or null if it must be dropped. */
    public @Nullable Arrival deliver(int peer, MessageHeader header) {
        Inbox receiver = inbox;
        if (closed || receiver == null || peer < 0 || peer >= size() || peer == rank) {
            return null;
        }
        try {
            Arrival arrival = receiver.arrival(peer, header);
            wake();
            return arrival;
        } catch (IllegalArgumentException wrong) {
            peerLost(peer, "it sent a message that does not fit: " + wrong.getMessage());
            return null;
        }
    }

    /** The peer has ended its session; what it sent before still counts. */
    public void peerLeft(int peer) {
        departures.compareAndSet(peer, null, new Departure("it left before the end of the round", true));
        wake();
    }

    /** The peer is dead or cut off. */
    public void peerLost(int peer, String reason) {
        departures.compareAndSet(peer, null, new Departure(reason, false));
        wake();
    }

    /** Lets a waiting task look again. */
    public void wake() {
        LockSupport.unpark(waiting);
    }

    private boolean allHeard(IntPredicate heard) {
        int missing = -1;
        for (int peer = 0; peer < size(); peer++) {
            if (peer == rank) {
                continue;
            }
            // Read first: what a peer said before it left has been heard by then.
            Departure departure = departures.get(peer);
            if (!heard.test(peer)) {
                missing = peer;
                if (departure != null) {
                    throw lost(peer, departure);
                }
            }
        }
        if (missing >= 0) {
            refuseBroken();
        }
        return missing < 0;
    }

    private void refuseBroken() {
        for (int peer = 0; peer < size(); peer++) {
            Departure departure = departures.get(peer);
            if (departure != null && !departure.orderly) {
                throw lost(peer, departure);
            }
        }
    }

    private PeerLostException lost(int peer, Departure departure) {
        return new PeerLostException("Task " + rank + " lost task " + peer + " of " + size() + " in " + key + ": "
                + departure.reason + "; the segment must be run again");
    }

    private void pause() throws InterruptedException {
        if (Thread.interrupted() || cancelled.getAsBoolean()) {
            throw new InterruptedException(
                    "Task " + rank + " in " + key + " was cancelled while it waited for its peers");
        }
        LockSupport.parkNanos(this, POLL_NANOS);
    }
}
