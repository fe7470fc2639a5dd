package dev.tandem.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * YAML text as plain maps (in the file's order), lists, texts, numbers, booleans and nulls, with every {@code ${name}} replaced.
 * Remembers the line of each path in {@link Problems}, and records what is wrong with the text itself.
 */
final class YamlTree {

    private static final YAMLFactory YAML = new YAMLFactory();
    private static final Pattern LINE = Pattern.compile(", line (\\d+), column");

    private final Variables variables;
    private final Problems problems;
    private final Set<String> unset = new HashSet<>();

    YamlTree(Variables variables, Problems problems) {
        this.variables = variables;
        this.problems = problems;
    }

    /** Reads a whole file; null if it is empty or is no YAML. */
    @Nullable
    Object readFile(String text) {
        return read("", text, null);
    }

    /** Reads the value of one path as given on the command line; null if it is empty or is no YAML. */
    @Nullable
    Object readOverride(String path, String text) {
        problems.relocate(path, Place.COMMAND_LINE);
        return read(path, text, Place.COMMAND_LINE);
    }

    private @Nullable Object read(String path, String text, @Nullable Place place) {
        try (YAMLParser parser = YAML.createParser(Variables.mask(text))) {
            JsonToken first = parser.nextToken();
            Object value = first == null ? null : value(parser, path, place);
            if (parser.nextToken() != null) {
                problems.add(path, place(parser, place), "has more than one YAML document (---): one is expected");
            }
            return value;
        } catch (JsonProcessingException e) {
            problems.add(path, syntaxPlace(e, place), "is not valid YAML: " + reason(e));
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read text from memory", e);
        }
    }

    private @Nullable Object value(YAMLParser parser, String path, @Nullable Place place) throws IOException {
        problems.locate(path, place(parser, place));
        if (parser.isCurrentAlias()) {
            problems.add(path, "is an alias (*" + parser.getText() + "), which job files do not know: use ${name}");
            return null;
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> map(parser, path, place);
            case START_ARRAY -> list(parser, path, place);
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NULL -> null;
            default -> text(parser.getText(), path);
        };
    }

    private Map<String, @Nullable Object> map(YAMLParser parser, String path, @Nullable Place place)
            throws IOException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = Variables.unmask(parser.currentName());
            String below = path.isEmpty() ? key : path + "." + key;
            Place written = place(parser, place);
            parser.nextToken();
            if (values.containsKey(key)) {
                problems.add(below, written, "is given twice");
            }
            Object value = value(parser, below, place);
            problems.locate(below, written);
            values.put(key, value);
        }
        return values;
    }

    private List<@Nullable Object> list(YAMLParser parser, String path, @Nullable Place place) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser, path + "[" + values.size() + "]", place));
        }
        return values;
    }

    private @Nullable Object text(String masked, String path) {
        var whole = Variables.wholeReference(masked);
        if (whole.isPresent()) {
            return scalar(variable(whole.get(), path));
        }
        return Variables.fill(masked, name -> variable(name, path));
    }

    private String variable(String name, String path) {
        return variables.find(name).orElseGet(() -> {
            if (unset.add(name)) {
                problems.add(
                        path, "${" + name + "} is not set: give --set " + name + "=… or set it in the environment");
            } else {
                problems.breakSilently(path);
            }
            return "";
        });
    }

    /** The value of a variable: a number or boolean where it reads as one, else its text as it is. */
    private static @Nullable Object scalar(String text) {
        try (JsonParser parser = YAML.createParser(text)) {
            JsonToken token = parser.nextToken();
            Object value = token == JsonToken.VALUE_NUMBER_INT
                    ? parser.getNumberValue()
                    : token == JsonToken.VALUE_NUMBER_FLOAT
                            ? (Object) parser.getDoubleValue()
                            : token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE
                                    ? (Object) parser.getBooleanValue()
                                    : text;
            return parser.nextToken() == null ? value : text;
        } catch (IOException e) {
            return text;
        }
    }

    private static Place place(YAMLParser parser, @Nullable Place given) {
        return given != null ? given : new Place(parser.currentTokenLocation().getLineNr());
    }

    /** The line that SnakeYAML names last: the first may be where the construct around it began. */
    private static Place syntaxPlace(JsonProcessingException e, @Nullable Place given) {
        return given != null
                ? given
                : LINE.matcher(e.getOriginalMessage())
                        .results()
                        .reduce((first, last) -> last)
                        .map(line -> new Place(Integer.parseInt(line.group(1))))
                        .orElse(Place.UNKNOWN);
    }

    /** What SnakeYAML says, without its excerpts of the text. */
    private static String reason(JsonProcessingException e) {
        return Variables.unmask(e.getOriginalMessage())
                .lines()
                .filter(line -> !line.startsWith(" "))
                .collect(Collectors.joining(", "));
    }
}
