package dev.tandem.task;

import dev.tandem.averaging.MessageHeader;
import dev.tandem.averaging.Route;
import dev.tandem.averaging.Session;
import dev.tandem.model.Floats;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The way to a task in another JVM. */
final class RemoteRoute implements Route {

    private final PeerAddress address;
    private final int peer;
    private final Function<PeerAddress, Link> links;
    private @Nullable Link link;
    private @Nullable Session session;
    private volatile boolean ready;

    /** @param links the connection to a JVM */
    RemoteRoute(PeerAddress address, int peer, Function<PeerAddress, Link> links) {
        this.address = address;
        this.peer = peer;
        this.links = links;
    }

    @Override
    public void open(Session session) {
        this.session = session;
        link = links.apply(address);
        link.join(this);
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public void send(MessageHeader header, Floats body, Runnable sent) {
        ByteBuf head = Wire.values(session().key(), session().rank(), peer, header);
        Objects.requireNonNull(link).values(head, header.floats(), body, sent);
    }

    @Override
    public void leave() {
        if (link != null) {
            link.part(this);
        }
        if (link != null && ready) {
            link.tell(Wire.leave(session().key(), session().rank(), peer));
        }
    }

    ByteBuf hello() {
        return Wire.hello(session().key(), session().rank(), peer, address.jvm());
    }

    /** The peer has answered the hello. */
    void answered(ByteBuffer answer) {
        switch (Wire.readAnswer(answer)) {
            case OPEN -> ready = true;
            case ENDED -> session().peerLeft(peer);
            case REFUSED -> session().peerLost(peer, address + " refused the session");
        }
        session().wake();
    }

    void lost(String reason) {
        session().peerLost(peer, reason);
    }

    private Session session() {
        return Objects.requireNonNull(session);
    }
}
