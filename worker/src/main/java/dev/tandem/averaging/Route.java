package dev.tandem.averaging;

import dev.tandem.model.Floats;

/** The way from one session to one peer of it. Reports what it learns by {@link Session#peerLeft} and {@link Session#peerLost}. */
public interface Route {

    /** Looks for the peer; once, when the session opens. Must not block. */
    void open(Session session);

    /** Whether the peer takes messages. The session is woken when that changes. */
    boolean ready();

    /**
     * Sends a message; only when ready.
     *
     * @param sent run once, on any thread, when the body has been read, but for what the receiver may {@link Arrival#take} later
     */
    void send(MessageHeader header, Floats body, Runnable sent);

    /** Tells the peer that this session has ended. */
    void leave();
}
