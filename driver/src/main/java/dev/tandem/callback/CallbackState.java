package dev.tandem.callback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a callback remembers across a resume.
 *
 * @param values small values, written as JSON; NaN and the infinities as texts of these names
 * @param arrays large ones by name, written as flat float32 files
 */
public record CallbackState(ObjectNode values, Map<String, float[]> arrays) {

    public static final CallbackState EMPTY = new CallbackState(JsonNodeFactory.instance.objectNode(), Map.of());

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    public CallbackState {
        values = values.deepCopy();
        arrays = Collections.unmodifiableMap(new TreeMap<>(arrays));
    }

    /** A state of small values: the components of a record. */
    public static CallbackState of(Record values) {
        return new CallbackState(JSON.valueToTree(values), Map.of());
    }

    /** This state with one array more. */
    public CallbackState with(String name, float[] array) {
        Map<String, float[]> more = new TreeMap<>(arrays);
        more.put(name, array);
        return new CallbackState(values, more);
    }

    /**
     * The small values as the record that they were made of.
     *
     * @throws IllegalArgumentException if they do not fit, naming what does not
     */
    public <T extends Record> T read(Class<T> type) {
        try {
            return JSON.treeToValue(values, type);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(
                    "Cannot read callback state " + values + ": " + broken.getOriginalMessage(), broken);
        }
    }
}
