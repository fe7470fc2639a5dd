package dev.tandem.cluster;

import dev.tandem.model.TrainingState;
import dev.tandem.task.DriverMessage;
import dev.tandem.task.TaskReport;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.rpc.RpcCallContext;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks of one try at a chain have delivered. A segment's result is whole once all tasks have delivered theirs; tasks may be one
 * segment ahead of what the run has accepted. Whatever comes from another try, or out of turn, is refused. Thread-safe.
 */
final class Deliveries {

    private final String attempt;
    private final int tasks;
    private TrainingState like;
    private final TreeMap<Integer, Delivery> open = new TreeMap<>();
    private final List<RpcCallContext> unanswered = new ArrayList<>();
    private @Nullable String session;
    private int accepted;
    private boolean closed;

    /**
     * @param attempt names the try
     * @param tasks how many deliver
     * @param like a state with vectors of the same lengths
     */
    Deliveries(String attempt, int tasks, TrainingState like) {
        this.attempt = attempt;
        this.tasks = tasks;
        this.like = like;
    }

    /**
     * The tasks of a stage attempt want to meet.
     *
     * @throws IllegalStateException if they are not of this try, or of a stage attempt that Spark has replaced
     */
    synchronized void requireOwn(String other) {
        if (closed || !other.startsWith(attempt + "/") || (session != null && !session.equals(other))) {
            throw new IllegalStateException("The driver waits for tasks of " + (session == null ? attempt : session)
                    + (closed ? " no more" : "") + "; one of " + other + " came");
        }
    }

    /** All tasks of a stage attempt have met; from now on they alone may deliver. Returns the name of their first segment. */
    synchronized String met(String newSession) {
        requireOwn(newSession);
        session = newSession;
        return token();
    }

    /** Names the segment that is to be accepted next; nobody's name while the tasks have not met. */
    synchronized String token() {
        return session == null ? "" : new DriverMessage.Place(session, accepted, 0).token();
    }

    /** Takes some values; drops them if they are not wanted, which the task hears when it delivers the rest. */
    synchronized void take(DriverMessage.Values values) {
        if (isWanted(values.place())) {
            at(values.place().segment()).put(values);
        }
    }

    /** A task has delivered all of a segment. It is answered when the run has accepted the segment and asked for the next one. */
    synchronized void take(DriverMessage.Result result, RpcCallContext context) {
        if (!isWanted(result.place()) || !at(result.place().segment()).isWhole(result)) {
            context.sendFailure(
                    new IllegalStateException("The driver does not wait for " + result.place() + " of this length"));
            return;
        }
        at(result.place().segment()).put(result.place().task(), TaskReport.read(result.report()), context);
    }

    private boolean isWanted(DriverMessage.Place place) {
        return !closed
                && place.session().equals(session)
                && (place.segment() == accepted || place.segment() == accepted + 1)
                && !(place.task() < 0 || place.task() >= tasks);
    }

    private Delivery at(int segment) {
        return open.computeIfAbsent(segment, number -> new Delivery(tasks, like));
    }

    /** The result of the segment that is to be accepted next, once it is whole. */
    synchronized CompletableFuture<Delivery> next() {
        return at(accepted).whole();
    }

    /** The next result has been accepted; its tasks still wait for an answer. */
    synchronized void accept(Delivery next) {
        open.remove(accepted++);
        unanswered.addAll(next.waiting());
        like = next.state();
    }

    /** Answers those whose result was accepted last: whether they may begin the segment after the one that they train now. */
    synchronized void answer(boolean mayGoOn) {
        unanswered.forEach(each -> each.reply(mayGoOn));
        unanswered.clear();
    }

    /** Nothing is taken any more. */
    synchronized void close() {
        closed = true;
        answer(false);
        open.values().forEach(delivery -> delivery.waiting().forEach(each -> each.reply(false)));
        open.clear();
    }
}
