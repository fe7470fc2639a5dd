package dev.tandem.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How one kind of value is read from a job file. */
@FunctionalInterface
interface Type<T> {

    /**
     * Reads a value.
     *
     * @param path where it stands
     * @param value of the YAML tree
     * @throws IllegalArgumentException if it is of another kind; the message reads on after the value's path
     */
    T read(String path, Object value);

    /** Text; a whole number is taken as its digits, so that a run may be called 7. */
    static Type<String> text() {
        return (path, value) -> {
            if (value instanceof String || value instanceof Integer || value instanceof Long) {
                return value.toString();
            }
            throw mustBe("text", value);
        };
    }

    static Type<Integer> integer(int least) {
        return (path, value) -> {
            if (value instanceof Integer number && number >= least) {
                return number;
            }
            throw mustBe("a whole number of at least " + least, value);
        };
    }

    static Type<Long> anyLong() {
        return (path, value) -> {
            if (value instanceof Integer || value instanceof Long) {
                return ((Number) value).longValue();
            }
            throw mustBe("a whole number", value);
        };
    }

    static Type<Double> positive() {
        return (path, value) -> {
            if (value instanceof Number number && number.doubleValue() > 0 && Double.isFinite(number.doubleValue())) {
                return number.doubleValue();
            }
            throw mustBe("a number above 0", value);
        };
    }

    /** A number between 0 and 1, both excluded. */
    static Type<Double> fraction() {
        return (path, value) -> {
            if (value instanceof Number number && number.doubleValue() > 0 && number.doubleValue() < 1) {
                return number.doubleValue();
            }
            throw mustBe("a number between 0 and 1 (both excluded)", value);
        };
    }

    /** A number from 0, included, to 1, excluded. */
    static Type<Double> belowOne() {
        return (path, value) -> {
            if (value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() < 1) {
                return number.doubleValue();
            }
            throw mustBe("a number of at least 0 and below 1", value);
        };
    }

    static Type<Boolean> flag() {
        return (path, value) -> {
            if (value instanceof Boolean flag) {
                return flag;
            }
            throw mustBe("true or false", value);
        };
    }

    static <E> Type<E> oneOf(List<E> choices) {
        return (path, value) -> choices.stream()
                .filter(choice -> choice.equals(value))
                .findFirst()
                .orElseThrow(() -> mustBe("one of " + choices, value));
    }

    /** Whole numbers of at least 1, in brackets; between {@code fewest} and {@code most} of them. */
    static Type<List<Integer>> integers(String what, int fewest, int most) {
        return (path, value) -> {
            if (value instanceof List<?> list
                    && list.size() >= fewest
                    && list.size() <= most
                    && list.stream().allMatch(item -> item instanceof Integer number && number >= 1)) {
                return list.stream().map(Integer.class::cast).toList();
            }
            throw mustBe(what, value);
        };
    }

    /** A name, or a name with options under it; {@code {class: com.acme.Mine}} is the same as {@code com.acme.Mine}. */
    static Type<Named> named(String what) {
        return (path, value) -> {
            if (value instanceof String name && !name.isBlank()) {
                return new Named(path, name, Map.of());
            }
            if (value instanceof Map<?, ?> map && map.size() == 1) {
                Map.Entry<?, ?> only = map.entrySet().iterator().next();
                String name = only.getKey().toString();
                if (name.equals("class") && only.getValue() != null) {
                    return named(what).read(path + ".class", only.getValue());
                }
                if (only.getValue() == null || only.getValue() instanceof Map<?, ?>) {
                    return new Named(path + "." + name, name, options(only.getValue()));
                }
            }
            throw mustBe(what + ", or one with its options under it ({Name: {option: value}})", value);
        };
    }

    /** Texts by name, whatever the names. */
    static Type<Map<String, String>> texts() {
        return (path, value) -> {
            if (!(value instanceof Map<?, ?> map)) {
                throw mustBe("a section of names and values", value);
            }
            Map<String, String> texts = new LinkedHashMap<>();
            map.forEach((name, text) -> texts.put(name.toString(), String.valueOf(text)));
            return texts;
        };
    }

    static Type<Double> number() {
        return (path, value) -> {
            if (value instanceof Number number) {
                return number.doubleValue();
            }
            throw mustBe("a number", value);
        };
    }

    /** Values by whole numbers: {@code {0: 1.0, 3: 2.5}}. */
    static <V> Type<Map<Integer, V>> byInteger(String what, Type<V> type) {
        return (path, value) -> {
            if (!(value instanceof Map<?, ?> map)) {
                throw mustBe(what, value);
            }
            Map<Integer, V> values = new LinkedHashMap<>();
            map.forEach((key, item) -> {
                try {
                    values.put(Integer.valueOf(key.toString()), type.read(path, given(item)));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("must be " + what + ", but has " + key + ": " + item, e);
                }
            });
            return values;
        };
    }

    private static Object given(@Nullable Object item) {
        if (item == null) {
            throw new IllegalArgumentException("is empty");
        }
        return item;
    }

    private static Map<String, @Nullable Object> options(@Nullable Object value) {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, option) -> options.put(name.toString(), option));
        }
        return options;
    }

    private static IllegalArgumentException mustBe(String what, Object value) {
        return new IllegalArgumentException("must be " + what + ", but is " + show(value));
    }

    private static String show(Object value) {
        if (value instanceof String) {
            return "'" + value + "'";
        }
        return value instanceof Map<?, ?> map ? "a section with " + new ArrayList<>(map.keySet()) : value.toString();
    }
}
