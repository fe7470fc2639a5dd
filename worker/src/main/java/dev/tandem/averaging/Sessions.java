package dev.tandem.averaging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The open sessions of one JVM, where tasks find each other. Thread-safe. */
public final class Sessions {

    /** What became of a session that someone asked for. */
    public enum Answer {
        /** It takes messages. */
        OPEN,
        /** It has ended. */
        ENDED,
        /** Too many ask for sessions that do not exist. */
        REFUSED
    }

    private static final int MAX_ENDED = 4096;
    private static final int MAX_ASKING = 65_536;

    private record Place(SessionKey key, int rank) {}

    private final Map<Place, Session> open = new HashMap<>();
    private final Set<Place> ended = new LinkedHashSet<>();
    private final Map<Place, List<Consumer<Answer>>> asking = new HashMap<>();
    private int askers;

    /** A session whose peers all live in this JVM. */
    public Session local(SessionKey key, int rank, int size, BooleanSupplier cancelled) {
        return new Session(
                this,
                key,
                rank,
                IntStream.range(0, size).mapToObj(this::localRoute).toList(),
                cancelled);
    }

    /** The way to a task of this JVM. */
    public Route localRoute(int peer) {
        return new LocalRoute(this, peer);
    }

    /** The open session of a task, or null. */
    public synchronized @Nullable Session find(SessionKey key, int rank) {
        return open.get(new Place(key, rank));
    }

    /** Answers once the session has opened or ended, which may be at once; not at all if neither happens. */
    public void whenOpen(SessionKey key, int rank, Consumer<Answer> asker) {
        Answer answer = known(new Place(key, rank), asker);
        if (answer != null) {
            asker.accept(answer);
        }
    }

    void open(Session session) {
        Place place = new Place(session.key(), session.rank());
        List<Consumer<Answer>> askers;
        synchronized (this) {
            if (open.putIfAbsent(place, session) != null) {
                throw new IllegalStateException("Task " + place.rank + " is already open in " + place.key);
            }
            askers = takeAskers(place);
        }
        askers.forEach(asker -> asker.accept(Answer.OPEN));
    }

    void close(Session session) {
        Place place = new Place(session.key(), session.rank());
        List<Consumer<Answer>> askers;
        synchronized (this) {
            open.remove(place, session);
            if (open.containsKey(place)) {
                return;
            }
            ended.add(place);
            if (ended.size() > MAX_ENDED) {
                ended.remove(ended.iterator().next());
            }
            askers = takeAskers(place);
        }
        askers.forEach(asker -> asker.accept(Answer.ENDED));
    }

    private synchronized @Nullable Answer known(Place place, Consumer<Answer> asker) {
        if (open.containsKey(place)) {
            return Answer.OPEN;
        }
        if (ended.contains(place)) {
            return Answer.ENDED;
        }
        if (askers == MAX_ASKING) {
            return Answer.REFUSED;
        }
        askers++;
        asking.computeIfAbsent(place, p -> new ArrayList<>()).add(asker);
        return null;
    }

    private List<Consumer<Answer>> takeAskers(Place place) {
        List<Consumer<Answer>> taken = asking.remove(place);
        if (taken == null) {
            return List.of();
        }
        askers -= taken.size();
        return taken;
    }
}
