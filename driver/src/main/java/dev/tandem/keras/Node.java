package dev.tandem.keras;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A layer of a model, in the words of Keras 2.
 *
 * @param index in the file's list of layers
 * @param name unique in the model
 * @param kind its class, for example {@code Conv2D}
 * @param config its options
 * @param inputs names of the layers that feed it
 */
record Node(int index, String name, String kind, ObjectNode config, List<String> inputs) {

    Node {
        inputs = List.copyOf(inputs);
    }

    /** For messages: position, name and class. */
    String place() {
        return "layer " + index + " '" + name + "' (" + kind + ")";
    }

    UnsupportedModelException unsupported(String what) {
        return new UnsupportedModelException(place() + ": " + what);
    }

    String text(String key, String byDefault) {
        return config.path(key).isTextual() ? config.path(key).asText() : byDefault;
    }

    boolean flag(String key, boolean byDefault) {
        return config.path(key).asBoolean(byDefault);
    }
}
