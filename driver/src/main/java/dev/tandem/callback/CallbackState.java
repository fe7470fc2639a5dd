package dev.tandem.callback;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What a callback remembers across a resume.
 *
 * @param values small values, written as JSON
 * @param arrays large ones by name, written as flat float32 files
 */
public record CallbackState(ObjectNode values, Map<String, float[]> arrays) {

    public static final CallbackState EMPTY = new CallbackState(JsonNodeFactory.instance.objectNode(), Map.of());

    public CallbackState {
        values = values.deepCopy();
        arrays = Map.copyOf(arrays);
    }
}
