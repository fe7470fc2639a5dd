package dev.tandem.task;

import dev.tandem.averaging.Peers;
import dev.tandem.averaging.Route;
import dev.tandem.averaging.Session;
import dev.tandem.averaging.SessionKey;
import dev.tandem.averaging.Sessions;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.commons.crypto.cipher.CryptoCipherFactory.CipherProvider;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.network.TransportContext;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.client.TransportClientBootstrap;
import org.apache.spark.network.client.TransportClientFactory;
import org.apache.spark.network.crypto.AuthClientBootstrap;
import org.apache.spark.network.crypto.AuthServerBootstrap;
import org.apache.spark.network.netty.SparkTransportConf;
import org.apache.spark.network.server.TransportServer;
import org.apache.spark.network.server.TransportServerBootstrap;
import org.apache.spark.network.util.NettyUtils;
import org.apache.spark.network.util.TransportConf;
import org.jspecify.annotations.Nullable;

/**
 * Brings the tasks of a segment together over Spark's own transport, with its authentication and encryption. One per JVM, used again from
 * segment to segment: exchange {@link #address} with the other tasks, {@link #connect}, average, close what was connected.
 *
 * <p>Settings: {@code spark.tandem.averaging.heartbeat} (1s) is how often a peer is asked for a sign of life, and
 * {@code spark.tandem.averaging.timeout} (30s) how long one may be silent; {@code spark.averaging.io.*} are Spark's own for a transport.
 */
public final class SparkPeers implements AutoCloseable {

    private static final String MODULE = "averaging";

    /** The first that can be made is taken. */
    private static final String CIPHERS = String.join(
            ",",
            CipherProvider.OPENSSL.getClassName(),
            StreamCipher.class.getName(),
            CipherProvider.JCE.getClassName());

    /** Bytes encrypted at a time: as many as Spark hands over at once. */
    private static final String CIPHER_BUFFER = "32768";

    private static @Nullable SparkEnv ownerOfShared;
    private static @Nullable SparkPeers shared;

    private final Sessions sessions = new Sessions();
    private final Map<String, Link> links = new ConcurrentHashMap<>();
    private final TransportContext context;
    private final TransportServer server;
    private final TransportClientFactory clients;
    private final PeerAddress address;
    private final int silenceLimit;
    private final ExecutorService connectors =
            Executors.newFixedThreadPool(4, NettyUtils.createThreadFactory("averaging-connect"));
    private final ScheduledExecutorService heart =
            Executors.newSingleThreadScheduledExecutor(NettyUtils.createThreadFactory("averaging-heartbeat"));

    SparkPeers(SparkConf sparkConf, SecurityManager security, String host) {
        SparkConf conf = sparkConf.clone();
        long heartbeat = conf.getTimeAsMs("spark.tandem.averaging.heartbeat", "1s");
        long timeout = conf.getTimeAsMs("spark.tandem.averaging.timeout", "30s");
        if (heartbeat < 1 || timeout < heartbeat) {
            throw new IllegalArgumentException("Invalid spark.tandem.averaging.heartbeat " + heartbeat
                    + " ms and timeout " + timeout + " ms (must be 0 < heartbeat <= timeout)");
        }
        silenceLimit = Math.toIntExact(timeout / heartbeat);
        conf.setIfMissing("spark." + MODULE + ".io.mode", Epoll.isAvailable() ? "EPOLL" : "NIO");
        conf.setIfMissing(
                "spark." + MODULE + ".io.connectionTimeout", TimeUnit.MILLISECONDS.toSeconds(timeout) + 1 + "s");
        conf.setIfMissing("spark.network.crypto.config.cipher.classes", CIPHERS);
        conf.setIfMissing("spark.network.crypto.config.stream.buffer.size", CIPHER_BUFFER);
        TransportConf transport = SparkTransportConf.fromSparkConf(conf, MODULE, 0, scala.Option.empty());
        List<TransportServerBootstrap> serverBootstraps = new ArrayList<>();
        List<TransportClientBootstrap> clientBootstraps = new ArrayList<>();
        if (security.isAuthenticationEnabled()) {
            serverBootstraps.add(new AuthServerBootstrap(transport, security));
            clientBootstraps.add(new AuthClientBootstrap(transport, conf.getAppId(), security));
        }
        String jvm = UUID.randomUUID().toString();
        context = new TransportContext(transport, new PeerHandler(sessions, jvm, this::inactive));
        server = listen(context, host, serverBootstraps);
        clients = context.createClientFactory(clientBootstraps);
        address = new PeerAddress(host, server.getPort(), jvm);
        var unused = heart.scheduleWithFixedDelay(this::beat, heartbeat, heartbeat, TimeUnit.MILLISECONDS);
    }

    /** The one of this executor, started when first asked for. */
    public static synchronized SparkPeers ofThisJvm() {
        SparkEnv env = SparkEnv.get();
        if (shared == null || ownerOfShared != env) {
            if (shared != null) {
                shared.close();
            }
            shared = new SparkPeers(
                    env.conf(),
                    env.securityManager(),
                    env.blockManager().blockManagerId().host());
            ownerOfShared = env;
        }
        return shared;
    }

    /** Where tasks of other JVMs find this one. */
    public String address() {
        return address.toString();
    }

    /**
     * One task's view of its peers; open only once {@link dev.tandem.averaging.PeerAverager} has it. Tasks in this JVM are reached without
     * the network.
     *
     * @param key the same for all tasks of the segment
     * @param addresses of all tasks, by rank
     * @param cancelled whether the task should stop waiting
     */
    public Peers connect(SessionKey key, int rank, List<String> addresses, BooleanSupplier cancelled) {
        List<Route> routes = new ArrayList<>();
        for (int peer = 0; peer < addresses.size(); peer++) {
            PeerAddress target = PeerAddress.parse(addresses.get(peer));
            routes.add(
                    target.jvm().equals(address.jvm())
                            ? sessions.localRoute(peer)
                            : new RemoteRoute(target, peer, this::link));
        }
        return new Session(sessions, key, rank, routes, cancelled);
    }

    @Override
    public void close() {
        heart.shutdownNow();
        connectors.shutdownNow();
        List.copyOf(links.values()).forEach(link -> link.failed("the transport of this JVM has been closed"));
        clients.close();
        server.close();
        context.close();
    }

    private Link link(PeerAddress target) {
        Link fresh = new Link(target, failed -> links.remove(target.jvm(), failed));
        Link known = links.putIfAbsent(target.jvm(), fresh);
        if (known != null) {
            return known;
        }
        try {
            connectors.execute(() -> connect(fresh));
        } catch (RejectedExecutionException closed) {
            fresh.failed("the transport of this JVM has been closed");
        }
        return fresh;
    }

    private void connect(Link link) {
        PeerAddress target = link.address();
        try {
            link.connected(clients.createUnmanagedClient(target.host(), target.port()));
        } catch (IOException | RuntimeException e) {
            link.failed("cannot connect to " + target + ": " + e.getMessage());
        } catch (InterruptedException e) {
            link.failed("the transport of this JVM has been closed");
        }
    }

    private void inactive(TransportClient client) {
        for (Link link : links.values()) {
            if (link.isOver(client)) {
                link.failed("connection to " + link.address() + " closed");
            }
        }
    }

    private void beat() {
        for (Link link : links.values()) {
            try {
                link.beat(silenceLimit);
            } catch (RuntimeException e) {
                // Thrown on, it would stop all further beats.
                link.failed("cannot ask " + link.address() + " for a sign of life: " + e);
            }
        }
    }

    private static TransportServer listen(
            TransportContext context, String host, List<TransportServerBootstrap> bootstraps) {
        try {
            return context.createServer(host, 0, bootstraps);
        } catch (RuntimeException e) {
            if (!isNotOurs(e)) {
                throw e;
            }
            // The advertised host may be that of a gateway, as in containers.
            return context.createServer(0, bootstraps);
        }
    }

    private static boolean isNotOurs(Throwable e) {
        return e instanceof BindException || e.getCause() instanceof BindException;
    }
}
