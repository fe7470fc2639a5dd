package dev.tandem.callback;

import dev.tandem.metric.Logs;
import dev.tandem.metric.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file name with placeholders, as Python's {@code str.format} fills them: {@code model-{epoch:02d}-{val_loss:.2f}.zip}.
 *
 * <p>{@code {epoch}} and {@code {batch}} count from 1; all other keys are names in the logs. Two braces stand for one.
 */
final class FilePattern {

    private static final Set<String> COUNTERS = Set.of("epoch", "batch");

    private final String template;
    private final List<Part> parts = new ArrayList<>();

    /** A literal text, or the key of a placeholder with its format. */
    private record Part(String text, NumberSpec spec, boolean isPlaceholder) {}

    /**
     * @throws IllegalArgumentException if a brace is unmatched, or a placeholder's format unknown or unfit for its key
     */
    FilePattern(String template) {
        this.template = template;
        if (template.isBlank()) {
            throw new IllegalArgumentException("Invalid filepath: \"" + template + "\" (must name a file)");
        }
        parse();
    }

    private void parse() {
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            char letter = template.charAt(at);
            boolean isDoubled = at + 1 < template.length() && template.charAt(at + 1) == letter;
            if (letter != '{' && letter != '}') {
                literal.append(letter);
                at++;
            } else if (isDoubled) {
                literal.append(letter);
                at += 2;
            } else if (letter == '}') {
                throw invalid("a } without {; write }} for a brace of the name");
            } else {
                int end = template.indexOf('}', at);
                if (end < 0) {
                    throw invalid("a { without }; write {{ for a brace of the name");
                }
                addLiteral(literal);
                addPlaceholder(template.substring(at + 1, end));
                at = end + 1;
            }
        }
        addLiteral(literal);
    }

    private void addLiteral(StringBuilder literal) {
        if (!literal.isEmpty()) {
            parts.add(new Part(literal.toString(), NumberSpec.parse(""), false));
            literal.setLength(0);
        }
    }

    private void addPlaceholder(String field) {
        int colon = field.indexOf(':');
        String key = colon < 0 ? field : field.substring(0, colon);
        if (!key.matches("[^\\d.\\[!{][^.\\[!{]*")) {
            throw invalid("cannot read {" + field + "}; write a name and, after a colon, a format, like {epoch:02d}");
        }
        NumberSpec spec = spec(key, colon < 0 ? "" : field.substring(colon + 1));
        parts.add(new Part(key, spec, true));
    }

    private NumberSpec spec(String key, String text) {
        NumberSpec spec;
        try {
            spec = NumberSpec.parse(text);
        } catch (IllegalArgumentException unknown) {
            throw invalid("{" + key + ":" + text + "}: " + unknown.getMessage());
        }
        if (COUNTERS.contains(key) && !spec.takesIntegers()) {
            throw invalid("{" + key + ":" + text + "}: a whole number takes no precision; write d without one, or f");
        }
        if (!COUNTERS.contains(key) && !spec.takesFloats()) {
            throw invalid("{" + key + ":" + text + "}: d writes whole numbers only; write f, e or g");
        }
        return spec;
    }

    private IllegalArgumentException invalid(String what) {
        return new IllegalArgumentException("Invalid filepath: \"" + template + "\": " + what);
    }

    /** The keys that the placeholders name, in order. */
    Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        parts.stream().filter(Part::isPlaceholder).forEach(part -> keys.add(part.text()));
        return keys;
    }

    /**
     * Refuses keys that will never have a value.
     *
     * @throws IllegalArgumentException naming the key and the available ones
     */
    void check(Set<String> available) {
        for (String key : keys()) {
            if (!available.contains(key)) {
                throw invalid("there will be no {" + key + "} to fill in." + Nearest.hint(key, available)
                        + " Available: " + String.join(", ", available));
            }
        }
    }

    /** The file name at the end of an epoch; {@code epoch} counts from 0. */
    String fill(int epoch, Logs logs) {
        Map<String, Number> values = new LinkedHashMap<>();
        values.put("epoch", epoch + 1L);
        return fill(values, logs);
    }

    /** The file name after a batch; both count from 0. */
    String fill(int epoch, int batch, Logs logs) {
        Map<String, Number> values = new LinkedHashMap<>();
        values.put("epoch", epoch + 1L);
        values.put("batch", batch + 1L);
        return fill(values, logs);
    }

    private String fill(Map<String, Number> values, Logs logs) {
        logs.asMap().forEach(values::putIfAbsent);
        StringBuilder name = new StringBuilder();
        for (Part part : parts) {
            name.append(part.isPlaceholder() ? filled(part, values) : part.text());
        }
        return name.toString();
    }

    private String filled(Part part, Map<String, Number> values) {
        Number value = values.get(part.text());
        if (value == null) {
            throw invalid("epoch " + values.get("epoch") + " has no {" + part.text() + "} to fill in. Available: "
                    + String.join(", ", values.keySet()));
        }
        return value instanceof Long whole
                ? part.spec().format(whole.longValue())
                : part.spec().format(value.doubleValue());
    }

    @Override
    public String toString() {
        return template;
    }
}
