package dev.tandem.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the fields of a JSON object and names the one that is missing or of another type. */
final class Fields {

    private final String file;
    private final JsonNode object;

    Fields(String file, JsonNode object) {
        this.file = file;
        this.object = object;
    }

    String text(String name) throws InvalidCommitException {
        JsonNode node = object.path(name);
        require(node.isTextual(), name, "a string");
        return node.textValue();
    }

    int integer(String name) throws InvalidCommitException {
        JsonNode node = object.path(name);
        require(node.isInt(), name, "an integer");
        return node.intValue();
    }

    long count(String name) throws InvalidCommitException {
        JsonNode node = object.path(name);
        require(node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0, name, "a count");
        return node.longValue();
    }

    Fields object(String name) throws InvalidCommitException {
        JsonNode node = object.path(name);
        require(node.isObject(), name, "an object");
        return new Fields(file, node);
    }

    Iterable<JsonNode> array(String name) throws InvalidCommitException {
        JsonNode node = object.path(name);
        require(node.isArray(), name, "an array");
        return node;
    }

    /** All fields of this object, which are strings, by name. */
    Map<String, String> texts() throws InvalidCommitException {
        SortedMap<String, String> texts = new TreeMap<>();
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            texts.put(name, text(name));
        }
        return Collections.unmodifiableSortedMap(texts);
    }

    /** All fields of this object, which are numbers or, where JSON has none, their Java spelling. */
    Map<String, Double> numbers() throws InvalidCommitException {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            numbers.put(name, number(name));
        }
        return numbers;
    }

    private double number(String name) throws InvalidCommitException {
        JsonNode node = object.path(name);
        try {
            return node.isNumber() ? node.doubleValue() : Double.parseDouble(text(name));
        } catch (NumberFormatException e) {
            throw new InvalidCommitException(file + ": field '" + name + "' is not a number: " + node);
        }
    }

    static void putNumber(ObjectNode object, String name, double value) {
        if (Double.isFinite(value)) {
            object.put(name, value);
        } else {
            object.put(name, Double.toString(value));
        }
    }

    private void require(boolean holds, String name, String expected) throws InvalidCommitException {
        if (!holds) {
            throw new InvalidCommitException(
                    file + ": field '" + name + "' is " + object.path(name) + " (must be " + expected + ")");
        }
    }
}
