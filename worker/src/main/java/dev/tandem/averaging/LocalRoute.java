package dev.tandem.averaging;

import dev.tandem.model.Floats;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The way to a task in the same JVM: the sending task's thread copies values to where they belong, unless the receiver reads them where
 * they are. */
final class LocalRoute implements Route {

    private final Sessions sessions;
    private final int peer;
    private @Nullable Session session;
    private volatile boolean ready;

    LocalRoute(Sessions sessions, int peer) {
        this.sessions = sessions;
        this.peer = peer;
    }

    @Override
    public void open(Session session) {
        this.session = session;
        sessions.whenOpen(session.key(), peer, answer -> {
            switch (answer) {
                case OPEN -> ready = true;
                case ENDED -> session.peerLeft(peer);
                case REFUSED -> session.peerLost(peer, "too many tasks wait for sessions in this JVM");
            }
            session.wake();
        });
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public void send(MessageHeader header, Floats body, Runnable sent) {
        Session sender = Objects.requireNonNull(session);
        Session receiver = sessions.find(sender.key(), peer);
        Arrival arrival = receiver == null ? null : receiver.deliver(sender.rank(), header);
        if (receiver != null && arrival != null) {
            if (arrival.take(body)) {
                receiver.wake();
            }
        }
        sent.run();
    }

    @Override
    public void leave() {
        Session receiver = session == null ? null : sessions.find(session.key(), peer);
        if (session != null && receiver != null) {
            receiver.peerLeft(session.rank());
        }
    }
}
