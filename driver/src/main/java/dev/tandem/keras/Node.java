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
 * @param address where its values are
 */
record Node(int index, String name, String kind, ObjectNode config, List<String> inputs, Address address) {

    Node {
        inputs = List.copyOf(inputs);
    }

    /** The same place in the model, as another layer. */
    Node as(String newKind, ObjectNode newConfig) {
        return new Node(index, name, newKind, newConfig, inputs, address);
    }

    Node named(String newName) {
        return new Node(index, newName, kind, config, inputs, address);
    }

    Node fedBy(List<String> layers) {
        return new Node(index, name, kind, config, layers, address);
    }

    /** One of several layers of DL4J's that this one becomes. */
    Node part(String ending) {
        return new Node(index, name + ending, kind, config, inputs, address);
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
