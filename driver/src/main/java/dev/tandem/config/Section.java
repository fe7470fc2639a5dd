package dev.tandem.config;

import dev.tandem.metric.Nearest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A section of a job file under the eyes of its reader. A mistake is recorded, never thrown, and the reader goes on with a stand-in.
 *
 * <p>What is asked for is what is known: {@link #finish} reports every other key. What is read, defaults included, is kept in
 * {@link #resolved()}. Adding an option is one call here.
 */
final class Section {

    private final String path;
    private final Map<String, @Nullable Object> values;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();
    private final Map<String, Object> resolved = new LinkedHashMap<>();
    private final List<Section> children = new ArrayList<>();

    Section(String path, Map<String, @Nullable Object> values, Problems problems) {
        this.path = path;
        this.values = values;
        this.problems = problems;
    }

    /** A value, or a default in YAML's terms. */
    <T> T value(String key, Type<T> type, Object fallback) {
        T standIn = type.read(pathOf(key), fallback);
        Object given = find(key);
        resolved.put(key, given == null ? fallback : given);
        return given == null ? standIn : read(key, type, given).orElse(standIn);
    }

    /** A value that may be missing and then means something else than any value. */
    <T> Optional<T> optional(String key, Type<T> type) {
        Object given = find(key);
        if (given == null) {
            return Optional.empty();
        }
        resolved.put(key, given);
        return read(key, type, given);
    }

    /** A value that must be there; the stand-in is for going on after the mistake. */
    <T> T required(String key, Type<T> type, T standIn) {
        Optional<T> found = optional(key, type);
        if (found.isEmpty() && isClean(key) && !problems.isBrokenAround(path)) {
            problem(key, "is missing");
        }
        return found.orElse(standIn);
    }

    /** Values in a list, each read and reported by itself; a single one needs no brackets. */
    <T> List<T> list(String key, Type<T> type, List<?> fallback) {
        Object given = find(key);
        Object all = given == null ? fallback : given;
        List<T> items = new ArrayList<>();
        List<?> raw = all instanceof List<?> list ? list : List.of(all);
        resolved.put(key, raw);
        for (int i = 0; i < raw.size(); i++) {
            String itemKey = key + "[" + i + "]";
            Object item = raw.get(i);
            if (item == null) {
                problem(itemKey, "is empty");
            } else {
                read(itemKey, type, item).ifPresent(items::add);
            }
        }
        return items;
    }

    /** A section below this one; empty if it is missing. */
    Section section(String key) {
        Object given = find(key);
        if (given != null && !(given instanceof Map<?, ?>)) {
            problem(key, "must be a section of keys and values, but is '" + given + "'");
        }
        Section child = new Section(pathOf(key), asMap(given), problems);
        children.add(child);
        resolved.put(key, child.resolved);
        return child;
    }

    /** Which one of several keys is there; the first of them after a mistake. */
    String alternative(List<String> keys) {
        known.addAll(keys);
        List<String> present =
                keys.stream().filter(key -> values.get(key) != null).toList();
        if (present.size() > 1) {
            problems.add(path, "has " + String.join(" and ", present) + ": give one of them");
        }
        return present.isEmpty() ? misspelt(keys) : present.get(0);
    }

    /** The path of a file that must exist, where it is local. */
    String file(String key) {
        String file = required(key, Type.text(), "");
        if (has(key) && isClean(key) && isLocal(file) && !Files.isRegularFile(local(file))) {
            problem(key, Files.exists(local(file)) ? "is no file: " + file : "no such file: " + file);
        }
        return file;
    }

    /** Whether a key is there. */
    boolean has(String key) {
        return find(key) != null;
    }

    /** Whether a key is there with keys of its own. */
    boolean isSection(String key) {
        return find(key) instanceof Map<?, ?>;
    }

    /** Records a mistake in one of this section's values. */
    void problem(String key, String message) {
        problems.add(pathOf(key), message);
    }

    /** Whether a value and what is below it are right so far. */
    boolean isClean(String key) {
        return problems.isClean(pathOf(key));
    }

    String path() {
        return path;
    }

    /** Reports the keys that nobody asked for, here and below. */
    void finish() {
        for (String key : values.keySet()) {
            if (!known.contains(key) && isClean(key)) {
                problem(key, "unknown key" + hint(key, known));
            }
        }
        children.forEach(Section::finish);
    }

    /** All values with their defaults, in the order in which they were asked for; filled while reading goes on. */
    Map<String, Object> resolved() {
        return resolved;
    }

    /** The keys that were asked for, here and below. */
    Set<String> knownKeys() {
        Set<String> keys = new LinkedHashSet<>(known);
        children.forEach(child -> keys.addAll(child.knownKeys()));
        return keys;
    }

    /** {@code ": did you mean 'x'?"}, or all that is known. */
    static String hint(String word, Collection<String> known) {
        return Nearest.to(word, known)
                .map(name -> ": did you mean '" + name + "'?")
                .orElseGet(() -> " (known: " + String.join(", ", known) + ")");
    }

    static boolean isLocal(String file) {
        return file.startsWith("file:") || !file.matches("[A-Za-z][A-Za-z0-9+.-]+:.*");
    }

    static Path local(String file) {
        return file.startsWith("file:") ? Path.of(URI.create(file).getPath()) : Path.of(file);
    }

    private String misspelt(List<String> keys) {
        for (String key : values.keySet()) {
            Optional<String> meant = Nearest.to(key, keys);
            if (meant.isPresent() && !keys.contains(key)) {
                problems.breakSilently(pathOf(meant.get()));
                return meant.get();
            }
        }
        if (!problems.isBrokenAround(path)) {
            problems.add(path, "needs one of " + String.join(", ", keys));
        }
        return keys.get(0);
    }

    private @Nullable Object find(String key) {
        known.add(key);
        return values.get(key);
    }

    private <T> Optional<T> read(String key, Type<T> type, Object given) {
        if (!isClean(key)) {
            return Optional.empty();
        }
        try {
            return Optional.of(type.read(pathOf(key), given));
        } catch (IllegalArgumentException e) {
            problem(key, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static Map<String, @Nullable Object> asMap(@Nullable Object value) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((key, item) -> map.put(key.toString(), item));
        }
        return map;
    }
}
