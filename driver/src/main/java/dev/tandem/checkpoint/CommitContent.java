package dev.tandem.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What one commit stores. Nothing is copied: whoever makes a content hands it over.
 *
 * @param position how far the run has come
 * @param state one JSON document with all that is not a large array
 * @param arrays named flat arrays; names are lower-case letters, digits and underscores
 * @param metrics the newest value of each metric, by which the best commit is kept
 */
public record CommitContent(
        Position position, ObjectNode state, Map<String, float[]> arrays, Map<String, Double> metrics) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    /** More arrays than this are refused, so that a manifest stays small. */
    static final int MOST_ARRAYS = 1000;

    public CommitContent {
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        for (String name : arrays.keySet()) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("Invalid array name: '" + name + "' (must match " + NAME + ")");
            }
        }
        if (arrays.size() > MOST_ARRAYS) {
            throw new IllegalArgumentException(
                    "Too many arrays in a commit: " + arrays.size() + " (at most " + MOST_ARRAYS + ")");
        }
    }
}
