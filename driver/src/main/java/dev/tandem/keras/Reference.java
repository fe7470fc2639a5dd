package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One of a layer's results, as configurations name it.
 *
 * @param layer its name in the same model
 * @param call which of the layer's calls gave it
 * @param tensor which of its results
 */
record Reference(String layer, int call, int tensor) {

    /** What TensorFlow's operations name in place of a layer. */
    private static final String CONSTANT = "_CONSTANT_VALUE";

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
            if (!reference.path(0).asText().equals(CONSTANT)) {
                found.add(new Reference(
                        reference.path(0).asText(),
                        reference.path(1).asInt(),
                        reference.path(2).asInt()));
            }
            collect(reference.path(3), found);
        } else if (reference.isObject()) {
            // Masks go with the sequences here.
            reference.fields().forEachRemaining(entry -> {
                if (!entry.getKey().equals("mask")) {
                    collect(entry.getValue(), found);
                }
            });
        } else if (reference.isArray()) {
            reference.forEach(part -> collect(part, found));
        }
    }
}
