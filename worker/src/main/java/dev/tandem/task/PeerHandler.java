package dev.tandem.task;

import dev.tandem.averaging.Arrival;
import dev.tandem.averaging.MessageHeader;
import dev.tandem.averaging.Session;
import dev.tandem.averaging.Sessions;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.StreamCallbackWithID;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.server.OneForOneStreamManager;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.StreamManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what arrives from other JVMs to the sessions of this one. Messages for anything else are dropped. */
final class PeerHandler extends RpcHandler {

    private static final Logger log = LoggerFactory.getLogger(PeerHandler.class);

    private final Sessions sessions;
    private final String jvm;
    private final Consumer<TransportClient> onInactive;
    private final StreamManager noStreams = new OneForOneStreamManager();
    private final Map<TransportClient, Set<Wire.Envelope>> greeted = new ConcurrentHashMap<>();

    /**
     * @param jvm name of this JVM, which greetings must give
     * @param onInactive told of each connection that ends, whichever side opened it
     */
    PeerHandler(Sessions sessions, String jvm, Consumer<TransportClient> onInactive) {
        this.sessions = sessions;
        this.jvm = jvm;
        this.onInactive = onInactive;
    }

    @Override
    public void receive(TransportClient client, ByteBuffer message, RpcResponseCallback callback) {
        switch (Wire.readKind(message)) {
            case PING -> callback.onSuccess(ByteBuffer.allocate(0));
            case HELLO -> greet(client, message, callback);
            case LEAVE, VALUES -> throw new IllegalArgumentException("Message of the wrong form");
        }
    }

    @Override
    public void receive(TransportClient client, ByteBuffer message) {
        try {
            switch (Wire.readKind(message)) {
                case LEAVE -> leave(Wire.readEnvelope(message));
                case VALUES -> {
                    VectorStream values = values(message);
                    values.onData(values.getID(), message);
                    values.onComplete(values.getID());
                }
                case PING, HELLO -> throw new IllegalArgumentException("message of the wrong form");
            }
        } catch (IllegalArgumentException wrong) {
            log.warn("Dropped a message from {}: {}", client.getSocketAddress(), wrong.getMessage());
        }
    }

    @Override
    public StreamCallbackWithID receiveStream(TransportClient client, ByteBuffer header, RpcResponseCallback callback) {
        if (Wire.readKind(header) != Wire.Kind.VALUES) {
            throw new IllegalArgumentException("Message of the wrong form from " + client.getSocketAddress());
        }
        return values(header);
    }

    @Override
    public void channelInactive(TransportClient client) {
        Set<Wire.Envelope> ended = greeted.remove(client);
        if (ended != null) {
            ended.forEach(greeting -> lost(greeting, client));
        }
        onInactive.accept(client);
    }

    @Override
    public StreamManager getStreamManager() {
        return noStreams;
    }

    private void greet(TransportClient client, ByteBuffer message, RpcResponseCallback callback) {
        Wire.Envelope greeting = Wire.readEnvelope(message);
        String wanted = Wire.readText(message);
        if (!wanted.equals(jvm)) {
            answer(callback, Sessions.Answer.REFUSED);
            return;
        }
        greeted.computeIfAbsent(client, c -> ConcurrentHashMap.newKeySet()).add(greeting);
        sessions.whenOpen(greeting.key(), greeting.to(), answer -> answer(callback, answer));
    }

    private static void answer(RpcResponseCallback callback, Sessions.Answer answer) {
        callback.onSuccess(Wire.answer(answer).nioBuffer());
    }

    private void leave(Wire.Envelope envelope) {
        Session session = sessions.find(envelope.key(), envelope.to());
        if (session != null) {
            session.peerLeft(envelope.from());
        }
    }

    private void lost(Wire.Envelope envelope, TransportClient client) {
        Session session = sessions.find(envelope.key(), envelope.to());
        if (session != null) {
            session.peerLost(envelope.from(), "connection from " + client.getSocketAddress() + " closed");
        }
    }

    private VectorStream values(ByteBuffer message) {
        Wire.Envelope envelope = Wire.readEnvelope(message);
        MessageHeader header = Wire.readHeader(message);
        Session session = sessions.find(envelope.key(), envelope.to());
        Arrival arrival = session == null ? null : session.deliver(envelope.from(), header);
        if (arrival == null) {
            log.warn(
                    "Dropped values from task {} for task {} in {} round {}: nobody waits for them",
                    envelope.from(),
                    envelope.to(),
                    envelope.key(),
                    header.round());
        }
        return new VectorStream(session, envelope.from(), arrival);
    }
}
