package dev.tandem.checkpoint;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every order of the store calls of some writers, each of which may die before, after or half-way through any call. A writer is a pure
 * function of the answers it got, so its place is a node of a tree of answers, found by running the real code on the answers so far;
 * states that agree in files and places are visited once. In each state a fresh reader must find every acknowledged commit, and a writer beside
 * which none has died goes on until it is replaced.
 */
final class Exploration {

    /** One place of one writer. */
    private static final class Place {
        final List<Object> responses;
        final List<String> acknowledged = new ArrayList<>();
        Optional<Call> next = Optional.empty();
        Optional<String> failure = Optional.empty();
        final boolean died;
        final Map<Object, Place> children = new HashMap<>();

        Place(List<Object> responses, boolean died) {
            this.responses = responses;
            this.died = died;
        }
    }

    /** Files as they are in some states; one object for equal ones. */
    private static final class Snapshot {
        final SortedMap<String, String> files;
        private Optional<Optional<List<String>>> trail = Optional.empty();

        Snapshot(SortedMap<String, String> files) {
            this.files = files;
        }

        /** What a run that starts now would go on from; empty if it would end with an error. */
        Optional<List<String>> trail() {
            if (trail.isEmpty()) {
                trail = Optional.of(restoredTrail(files));
            }
            return trail.get();
        }
    }

    /** Snapshots and places are compared by identity. */
    private record State(Snapshot snapshot, List<Place> places, int running, int switches) {}

    private final List<TrailWriter> writers;
    private final int mostSwitches;
    private final Map<SortedMap<String, String>, Snapshot> snapshots = new HashMap<>();
    private final Set<State> visited = new HashSet<>();
    private final Deque<State> open = new ArrayDeque<>();
    private int endings;

    private Exploration(List<TrailWriter> writers, int mostSwitches) {
        this.writers = writers;
        this.mostSwitches = mostSwitches;
    }

    /** Explores from an empty directory to the end, or to the first lost commit, which it describes. */
    static Outcome explore(TrailWriter... writers) {
        return new Exploration(Arrays.asList(writers), Integer.MAX_VALUE).run();
    }

    /** The same, of the orders in which the turn passes from one writer to another a few times at most. */
    static Outcome explore(int mostSwitches, TrailWriter... writers) {
        return new Exploration(Arrays.asList(writers), mostSwitches).run();
    }

    /** @param endings states in which every writer has ended by itself */
    record Outcome(int states, int endings, Optional<String> loss) {}

    private Outcome run() {
        List<Place> starts = new ArrayList<>();
        for (TrailWriter writer : writers) {
            starts.add(place(writer, List.of()));
        }
        visit(new State(snapshot(new TreeMap<>()), starts, -1, 0));
        while (!open.isEmpty()) {
            State state = open.pop();
            Optional<String> loss = loss(state);
            if (loss.isPresent()) {
                return new Outcome(visited.size(), endings, loss);
            }
            expand(state);
        }
        return new Outcome(visited.size(), endings, Optional.empty());
    }

    private void visit(State state) {
        if (visited.add(state)) {
            open.push(state);
        }
    }

    private void expand(State state) {
        for (int writer = 0; writer < writers.size(); writer++) {
            Place place = state.places.get(writer);
            if (place.next.isPresent() && switches(state, writer) <= mostSwitches) {
                step(state, writer, place, place.next.get());
            }
        }
        if (state.places.stream().allMatch(place -> place.next.isEmpty() && !place.died)) {
            endings++;
        }
    }

    private void step(State state, int writer, Place place, Call call) {
        SortedMap<String, String> files = new TreeMap<>(state.snapshot.files);
        Object response = call.apply(files);
        Place next = place.children.computeIfAbsent(response, key -> {
            List<Object> responses = new ArrayList<>(place.responses);
            responses.add(key);
            return place(writers.get(writer), responses);
        });
        visit(after(state, writer, files, next));

        SortedMap<String, String> torn = new TreeMap<>(state.snapshot.files);
        call.applyHalf(torn);
        if (!torn.equals(state.snapshot.files)) {
            Place dead = place.children.computeIfAbsent("died", key -> dead(place));
            visit(after(state, writer, torn, dead));
        }
    }

    private State after(State state, int writer, SortedMap<String, String> files, Place place) {
        int switches = mostSwitches == Integer.MAX_VALUE ? 0 : switches(state, writer);
        int running = mostSwitches == Integer.MAX_VALUE ? 0 : writer;
        return new State(snapshot(files), with(state.places, writer, place), running, switches);
    }

    private int switches(State state, int writer) {
        return state.running == writer || state.running < 0 ? state.switches : state.switches + 1;
    }

    private Snapshot snapshot(SortedMap<String, String> files) {
        return snapshots.computeIfAbsent(files, Snapshot::new);
    }

    private static List<Place> with(List<Place> places, int index, Place place) {
        List<Place> changed = new ArrayList<>(places);
        changed.set(index, place);
        return changed;
    }

    private static Place place(TrailWriter writer, List<Object> responses) {
        Place place = new Place(responses, false);
        try {
            place.failure = writer.run(new ReplayStore(responses), place.acknowledged);
        } catch (ReplayStore.Suspended suspended) {
            place.next = Optional.of(suspended.call);
        }
        return place;
    }

    private static Place dead(Place place) {
        Place dead = new Place(List.of(), true);
        dead.acknowledged.addAll(place.acknowledged);
        return dead;
    }

    private Optional<String> loss(State state) {
        if (state.places.stream().noneMatch(place -> place.died)) {
            Optional<String> failure = state.places.stream()
                    .flatMap(place -> place.failure.stream())
                    .findFirst();
            if (failure.isPresent()) {
                return failure.map(why -> "nobody died, but one could not go on: " + why);
            }
        }
        List<String> acknowledged = new ArrayList<>();
        state.places.forEach(place -> acknowledged.addAll(place.acknowledged));
        if (acknowledged.isEmpty()) {
            return Optional.empty();
        }
        Optional<List<String>> trail = state.snapshot.trail();
        return trail.isPresent() && trail.get().containsAll(acknowledged)
                ? Optional.empty()
                : Optional.of("acknowledged " + acknowledged + " but restored " + trail);
    }

    private static Optional<List<String>> restoredTrail(SortedMap<String, String> files) {
        RunDirectory directory = new RunDirectory(new MemoryStore(files), TrailWriter.CLOCK, () -> "");
        try {
            return Optional.of(TrailWriter.trail(directory.latest()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
