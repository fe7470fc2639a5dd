package dev.tandem.callback;

import dev.tandem.metric.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands the options of a job file to their setters, strictly: a wrong type, a refused value, a missing or an unknown option each becomes a
 * line of one report.
 */
final class OptionReader {

    /** YAML 1.1 reads a number like 1e-4, without a dot, as text. */
    private static final String NUMBER_WITH_EXPONENT = "[-+]?\\d+(\\.\\d*)?[eE][-+]?\\d+";

    private final Map<String, ?> options;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<String> mistakes = new ArrayList<>();

    private OptionReader(Map<String, ?> options) {
        this.options = options;
    }

    /**
     * Makes something out of options.
     *
     * @param owner what the options belong to, for messages
     * @throws IllegalArgumentException with a line for every mistake, each beginning with the owner
     */
    static <T> T read(String owner, Map<String, ?> options, Function<OptionReader, T> reading) {
        OptionReader reader = new OptionReader(options);
        @Nullable T result = null;
        try {
            result = reading.apply(reader);
        } catch (IllegalArgumentException refused) {
            // Placeholders of missing options are refused, too: only the first cause is worth a line.
            if (reader.mistakes.isEmpty()) {
                reader.mistakes.add(message(refused));
            }
        }
        reader.findUnknown();
        if (result == null || !reader.mistakes.isEmpty()) {
            throw new IllegalArgumentException(owner + ": " + String.join("\n" + owner + ": ", reader.mistakes));
        }
        return result;
    }

    private void findUnknown() {
        for (String name : options.keySet()) {
            if (!known.contains(name)) {
                mistakes.add("Unknown option " + name + "." + Nearest.hint(name, known) + " Options: "
                        + String.join(", ", known));
            }
        }
    }

    void text(String name, Consumer<String> setter) {
        set(name, "a text", value -> value instanceof String text ? text : null, setter);
    }

    void number(String name, DoubleConsumer setter) {
        set(name, "a number", OptionReader::asNumber, setter::accept);
    }

    /** A number whose default in Keras is {@code None}, so that {@code null} may be written. */
    void optionalNumber(String name, DoubleConsumer setter) {
        known.add(name);
        if (options.get(name) != null) {
            number(name, setter);
        }
    }

    void integer(String name, IntConsumer setter) {
        set(name, "a whole number", OptionReader::asInteger, setter::accept);
    }

    /** Calls the setter for {@code true}; Keras's 0 and 1 will do, too. */
    void flag(String name, Runnable setter) {
        set(name, "true or false", OptionReader::asFlag, isOn -> {
            if (isOn) {
                setter.run();
            }
        });
    }

    void mode(Consumer<Mode> setter) {
        set("mode", "auto, min or max", OptionReader::asMode, setter);
    }

    /** A whole number, or the word that stands for not setting it. */
    void wordOrInteger(String name, String word, IntConsumer setter) {
        if (word.equals(options.get(name))) {
            known.add(name);
        } else {
            set(name, word + " or a whole number", OptionReader::asInteger, setter::accept);
        }
    }

    /** A text that must be there; {@code placeholder} stands in so that reading can go on to the next mistake. */
    <T> T required(String name, Function<String, T> maker, String placeholder) {
        List<T> made = new ArrayList<>();
        requireGiven(name);
        text(name, text -> made.add(maker.apply(text)));
        return made.isEmpty() ? maker.apply(placeholder) : made.get(0);
    }

    /** A number that must be there; NaN if it is not. */
    double requiredNumber(String name) {
        double[] found = {Double.NaN};
        requireGiven(name);
        number(name, value -> found[0] = value);
        return found[0];
    }

    /** A whole number that must be there; the least of all if it is not. */
    int requiredInteger(String name) {
        int[] found = {Integer.MIN_VALUE};
        requireGiven(name);
        integer(name, value -> found[0] = value);
        return found[0];
    }

    /** One kind of something with options of its own: {@code name: {kind: {option: value}}}. */
    <T> T requiredKind(String name, Map<String, Function<OptionReader, T>> kinds) {
        known.add(name);
        String expected = name + ": {kind: {…}} with a kind of " + String.join(", ", kinds.keySet());
        if (!(options.get(name) instanceof Map<?, ?> section) || section.size() != 1) {
            throw new IllegalArgumentException(
                    "Invalid " + name + ": " + options.get(name) + " (must be " + expected + ")");
        }
        Map.Entry<?, ?> only = section.entrySet().iterator().next();
        String kind = String.valueOf(only.getKey());
        Function<OptionReader, T> reading = kinds.get(kind);
        if (reading == null) {
            throw new IllegalArgumentException("Unknown " + name + ": " + kind + "."
                    + Nearest.hint(kind, kinds.keySet()) + " Known: " + String.join(", ", kinds.keySet()));
        }
        if (!(only.getValue() instanceof Map<?, ?> own)) {
            throw new IllegalArgumentException(
                    "Invalid " + name + ": " + kind + " has no options (must be " + expected + ")");
        }
        Map<String, Object> named = new LinkedHashMap<>();
        own.forEach((key, value) -> named.put(String.valueOf(key), value));
        return read(name + "." + kind, named, reading);
    }

    private void requireGiven(String name) {
        if (!options.containsKey(name)) {
            mistakes.add("Missing option " + name);
        }
    }

    private <T> void set(String name, String expected, Function<Object, @Nullable T> reading, Consumer<T> setter) {
        known.add(name);
        if (!options.containsKey(name)) {
            return;
        }
        Object given = options.get(name);
        T value = given == null ? null : reading.apply(given);
        if (value == null) {
            mistakes.add("Invalid " + name + ": " + given + " (must be " + expected + ")");
            return;
        }
        try {
            setter.accept(value);
        } catch (IllegalArgumentException refused) {
            mistakes.add(message(refused));
        }
    }

    private static String message(IllegalArgumentException refused) {
        return String.valueOf(refused.getMessage());
    }

    private static @Nullable Double asNumber(Object value) {
        if (value instanceof String text && text.matches(NUMBER_WITH_EXPONENT)) {
            return Double.valueOf(text);
        }
        return value instanceof Number number ? number.doubleValue() : null;
    }

    private static @Nullable Integer asInteger(Object value) {
        boolean fits = value instanceof Integer || (value instanceof Long whole && whole == whole.intValue());
        return fits ? ((Number) value).intValue() : null;
    }

    private static @Nullable Boolean asFlag(Object value) {
        if (value instanceof Integer number && (number == 0 || number == 1)) {
            return number == 1;
        }
        return value instanceof Boolean flag ? flag : null;
    }

    private static @Nullable Mode asMode(Object value) {
        return Arrays.stream(Mode.values())
                .filter(mode -> mode.name().toLowerCase(Locale.ROOT).equals(value))
                .findFirst()
                .orElse(null);
    }
}
