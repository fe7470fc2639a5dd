package dev.tandem.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the mistakes of a job file, so that all of them come in one report. Not thread-safe. */
public final class Problems {

    private final String file;
    private final Map<String, Place> places = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> broken = new HashSet<>();

    /** An empty report on a file. */
    public Problems(String file) {
        this.file = file;
    }

    /** Adds a mistake; its line is looked up, that of the nearest section around it where the path itself was never written. */
    public void add(String path, String message) {
        add(path, placeOf(path), message);
    }

    void add(String path, Place place, String message) {
        problems.add(new Problem(path, place, message));
        broken.add(path);
    }

    /** Remembers where a path was written. */
    void locate(String path, Place place) {
        places.put(path, place);
    }

    /** Remembers that a path was replaced, with all below it. */
    void relocate(String path, Place place) {
        places.keySet().removeIf(below -> isBelow(below, path));
        places.put(path, place);
    }

    /** Marks a path as wrong without a line in the report, because another one already tells. */
    void breakSilently(String path) {
        broken.add(path);
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /** Whether nothing is wrong at a path or below it. */
    public boolean isClean(String path) {
        return broken.stream().noneMatch(wrong -> wrong.equals(path) || isBelow(wrong, path));
    }

    /** Whether something is wrong at a path itself or with a section around it. */
    boolean isBrokenAround(String path) {
        return broken.stream().anyMatch(wrong -> wrong.equals(path) || isBelow(path, wrong));
    }

    /**
     * Ends the collection.
     *
     * @throws JobFileException if there are mistakes
     */
    public void throwIfAny() {
        if (!problems.isEmpty()) {
            List<Problem> sorted = new ArrayList<>(problems);
            sorted.sort(Comparator.comparing(Problem::place));
            throw new JobFileException(file, sorted);
        }
    }

    private Place placeOf(String path) {
        String around = path;
        while (!around.isEmpty()) {
            Place place = places.get(around);
            if (place != null) {
                return place;
            }
            around = around.substring(0, Math.max(0, Math.max(around.lastIndexOf('.'), around.lastIndexOf('['))));
        }
        return Place.UNKNOWN;
    }

    /** Whether a path leads into a section or list. */
    static boolean isBelow(String path, String around) {
        return path.startsWith(around + ".") || path.startsWith(around + "[");
    }
}
