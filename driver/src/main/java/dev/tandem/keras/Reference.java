package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One of a layer's results, as configurations name it.
 *
 * @param layer its name in the same model
 * @param tensor which of its results
 */
record Reference(String layer, int tensor) {

    /** Those in a nested list: as [name, call, tensor], or as Keras 3's tensors with a history. */
    static List<Reference> all(JsonNode references) {
        List<Reference> found = new ArrayList<>();
        collect(references, found);
        return found;
    }

    private static void collect(JsonNode reference, List<Reference> found) {
        if (reference.has("keras_history")) {
            collect(reference.path("keras_history"), found);
        } else if (reference.isArray()
                && reference.path(0).isTextual()
                && reference.path(1).isInt()) {
            found.add(
                    new Reference(reference.path(0).asText(), reference.path(2).asInt()));
        } else if (reference.isContainerNode()) {
            reference.forEach(part -> collect(part, found));
        }
    }
}
