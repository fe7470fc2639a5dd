package dev.tandem.cluster;

import dev.tandem.model.TrainingState;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * The state that a segment starts from, for those of its tasks whose executor does not hold it since the segment before: broadcast when
 * the first one asks, destroyed with the segment. Mostly nobody asks.
 */
final class StateOnDemand implements AutoCloseable {

    private final String token;
    private final JavaSparkContext spark;
    private final TrainingState state;
    private @Nullable CompletableFuture<Broadcast<byte[]>> shared;
    private int asked;
    private boolean closed;

    /**
     * @param token names the state
     * @param spark to broadcast it with
     * @param state does not change until this is closed
     */
    StateOnDemand(String token, JavaSparkContext spark, TrainingState state) {
        this.token = token;
        this.spark = spark;
        this.state = state;
    }

    /** The name of the state. */
    String token() {
        return token;
    }

    /**
     * The state of this name, as soon as it is there.
     *
     * @throws IllegalStateException if it is another state's name, as that of an earlier segment whose task is still on its way
     */
    synchronized CompletableFuture<Broadcast<byte[]>> ask(String wanted) {
        if (closed || !wanted.equals(token)) {
            throw new IllegalStateException("The driver gives out the state " + token + " only"
                    + (closed ? ", until its segment ended" : "") + "; a task asked for " + wanted);
        }
        asked++;
        if (shared == null) {
            // On a thread of its own, since tasks' other messages do not wait for copies of a large state.
            shared = CompletableFuture.supplyAsync(
                    () -> spark.broadcast(StateBytes.encode(state)), StateOnDemand::onItsOwnThread);
        }
        return shared;
    }

    /** How often it was asked for. */
    synchronized int asked() {
        return asked;
    }

    private static void onItsOwnThread(Runnable work) {
        Thread thread = new Thread(work, "tandem-state");
        thread.setDaemon(true);
        thread.start();
    }

    /** Frees the broadcast, if there is one, as soon as it is made. */
    @Override
    public synchronized void close() {
        closed = true;
        if (shared != null) {
            var unused = shared.thenAccept(broadcast -> SegmentRunner.release(spark, broadcast));
            shared = null;
        }
    }
}
