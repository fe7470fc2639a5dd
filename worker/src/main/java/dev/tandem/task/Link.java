package dev.tandem.task;

import dev.tandem.model.Floats;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.spark.network.buffer.NettyManagedBuffer;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.TransportClient;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one JVM, on which this JVM's tasks send to its tasks. It lives while the peer answers pings or takes bytes; how long
 * a peer computes does not matter.
 */
final class Link {

    private static final int SMALL_FLOATS = 16 * 1024;

    private final PeerAddress address;
    private final Consumer<Link> onFailure;
    private final Set<RemoteRoute> routes = ConcurrentHashMap.newKeySet();
    private final AtomicInteger silentBeats = new AtomicInteger();
    private volatile @Nullable TransportClient client;
    private @Nullable String failure;

    /** @param onFailure run once when the link is of no more use */
    Link(PeerAddress address, Consumer<Link> onFailure) {
        this.address = address;
        this.onFailure = onFailure;
    }

    PeerAddress address() {
        return address;
    }

    boolean isOver(TransportClient other) {
        return client == other;
    }

    /** From now on the route is told what becomes of the link. */
    void join(RemoteRoute route) {
        String failed;
        TransportClient connected;
        synchronized (this) {
            routes.add(route);
            failed = failure;
            connected = client;
        }
        if (failed != null) {
            route.lost(failed);
        } else if (connected != null) {
            greet(connected, route);
        }
    }

    void part(RemoteRoute route) {
        routes.remove(route);
    }

    void connected(TransportClient connected) {
        List<RemoteRoute> waiting;
        synchronized (this) {
            client = connected;
            waiting = List.copyOf(routes);
        }
        waiting.forEach(route -> greet(connected, route));
    }

    void failed(String reason) {
        TransportClient connected;
        synchronized (this) {
            if (failure != null) {
                return;
            }
            failure = reason;
            connected = client;
        }
        onFailure.accept(this);
        routes.forEach(route -> route.lost(reason));
        if (connected != null) {
            var unused = connected.getChannel().close();
        }
    }

    /** Sends a message without values. */
    void tell(ByteBuf message) {
        connected().send(message.nioBuffer());
    }

    void values(ByteBuf head, int floats, Floats body, Runnable sent) {
        if (floats <= SMALL_FLOATS) {
            ByteBuffer message = ByteBuffer.allocate(head.readableBytes() + floats * Float.BYTES);
            message.put(head.nioBuffer());
            FloatBuffer values = message.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
            body.pieces().forEach(values::put);
            connected().send(message.rewind());
            sent.run();
        } else {
            FloatRegion region = new FloatRegion(body, this::alive, sent);
            connected()
                    .uploadStream(new NettyManagedBuffer(head), new FloatsBuffer(region), new Reply(answer -> alive()));
        }
    }

    /**
     * Asks the peer for a sign of life, if any task waits on it.
     *
     * @param limit so many beats without a sign are the end
     */
    void beat(int limit) {
        TransportClient connected = client;
        if (connected == null || routes.isEmpty()) {
            silentBeats.set(0);
        } else if (silentBeats.getAndIncrement() >= limit) {
            failed("no answer from " + address);
        } else {
            connected.sendRpc(Wire.ping().nioBuffer(), new Reply(answer -> alive()));
        }
    }

    private void greet(TransportClient connected, RemoteRoute route) {
        connected.sendRpc(route.hello().nioBuffer(), new Reply(route::answered));
    }

    private void alive() {
        silentBeats.set(0);
    }

    private TransportClient connected() {
        return Objects.requireNonNull(client);
    }

    private final class Reply implements RpcResponseCallback {

        private final Consumer<ByteBuffer> action;

        Reply(Consumer<ByteBuffer> action) {
            this.action = action;
        }

        @Override
        public void onSuccess(ByteBuffer answer) {
            action.accept(answer);
        }

        @Override
        public void onFailure(Throwable cause) {
            failed("connection to " + address + " broke: " + cause.getMessage());
        }
    }
}
