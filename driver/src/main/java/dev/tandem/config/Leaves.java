package dev.tandem.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The single values of a YAML tree by their paths. */
final class Leaves {

    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    private Leaves() {}

    /**
     * Takes a tree apart. A list of numbers is one value (a shape); so is an empty section, but for those at the top, which say the same as
     * none.
     */
    static Map<String, @Nullable Object> of(Map<String, ?> tree) {
        Leaves leaves = new Leaves();
        tree.forEach((key, value) -> leaves.add(key, value));
        return leaves.values;
    }

    private void add(String path, @Nullable Object value) {
        if (value instanceof Map<?, ?> map && hasParts(path, map.isEmpty())) {
            map.forEach((key, below) -> add(below(path, key.toString()), below));
        } else if (value instanceof List<?> list && hasParts(path, list.isEmpty()) && !isShape(list)) {
            for (int i = 0; i < list.size(); i++) {
                add(path + "[" + i + "]", list.get(i));
            }
        } else {
            values.put(path, value);
        }
    }

    private static boolean hasParts(String path, boolean isEmpty) {
        return !isEmpty || !path.contains(".");
    }

    private static boolean isShape(List<?> list) {
        return !list.isEmpty() && list.stream().allMatch(item -> item instanceof Number);
    }

    /** Spark's settings have their full names already. */
    private static String below(String path, String key) {
        return path.equals("spark") && key.startsWith("spark.") ? key : path + "." + key;
    }
}
