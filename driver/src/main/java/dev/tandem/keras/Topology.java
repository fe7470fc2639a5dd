package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A model's layers, each after those that feed it where the file has them so.
 *
 * @param nodes in the file's order
 * @param inputs names of the input layers, in the order of the model's inputs
 * @param outputs names of the layers whose results are the model's
 */
record Topology(List<Node> nodes, List<String> inputs, List<String> outputs) {

    Topology {
        nodes = List.copyOf(nodes);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    static Topology of(SavedModel saved) throws IOException {
        Dialect dialect = new Dialect(saved.majorVersion());
        String kind = dialect.kind(saved.model().path("class_name").asText());
        JsonNode config = saved.model().path("config");
        if (kind.equals("Sequential")) {
            return sequential(config, dialect);
        }
        if (config.path("layers").isArray()) {
            return functional(config, dialect);
        }
        throw new IOException("its model is a " + kind + " (expected Sequential or Functional)");
    }

    private static Topology sequential(JsonNode config, Dialect dialect) throws IOException {
        JsonNode layers = config.isArray() ? config : config.path("layers");
        List<Node> nodes = new ArrayList<>();
        for (JsonNode layer : layers) {
            Node read = node(layer, nodes.size(), dialect, nodes.isEmpty() ? List.of() : List.of(last(nodes)));
            if (nodes.isEmpty() && !read.kind().equals("InputLayer")) {
                nodes.add(inputOf(read, layer, config));
                read = new Node(0, read.name(), read.kind(), read.config(), List.of(last(nodes)));
            }
            nodes.add(read);
        }
        if (nodes.size() < 2) {
            throw new IOException("its model has no layers");
        }
        requireUnique(nodes);
        return new Topology(nodes, List.of(nodes.get(0).name()), List.of(last(nodes)));
    }

    private static String last(List<Node> nodes) {
        return nodes.get(nodes.size() - 1).name();
    }

    private static Node inputOf(Node first, JsonNode layer, JsonNode model) throws IOException {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.set("batch_input_shape", inputShape(first, layer, model));
        return new Node(0, first.name() + "_input", "InputLayer", config, List.of());
    }

    private static JsonNode inputShape(Node first, JsonNode layer, JsonNode model) throws IOException {
        for (JsonNode shape : List.of(
                first.config().path("batch_input_shape"),
                model.path("build_input_shape"),
                layer.path("build_config").path("input_shape"))) {
            if (shape.isArray()) {
                return shape;
            }
        }
        ArrayNode shape = JsonNodeFactory.instance.arrayNode().addNull();
        if (first.config().path("input_shape").isArray()) {
            return shape.addAll((ArrayNode) first.config().path("input_shape"));
        }
        if (first.config().path("input_dim").isInt() && !first.kind().equals("Embedding")) {
            return shape.add(first.config().path("input_dim"));
        }
        if (first.kind().equals("Embedding")) {
            return shape.add(first.config().path("input_length"));
        }
        throw first.unsupported("the file does not say its input's shape. Save the model after it was built on data");
    }

    private static Topology functional(JsonNode config, Dialect dialect) throws IOException {
        List<Node> nodes = new ArrayList<>();
        for (JsonNode layer : config.path("layers")) {
            nodes.add(node(layer, nodes.size(), dialect, inbound(layer, nodes.size(), dialect)));
        }
        requireUnique(nodes);
        return new Topology(nodes, names(config.path("input_layers")), names(config.path("output_layers")));
    }

    private static Node node(JsonNode layer, int index, Dialect dialect, List<String> inputs) throws IOException {
        String kind = dialect.kind(layer.path("class_name").asText());
        JsonNode config = layer.path("config");
        String name = config.path("name").asText(layer.path("name").asText(""));
        if (name.isEmpty() || kind.isEmpty()) {
            throw new IOException("its layer " + index + " has no name or no class");
        }
        ObjectNode plain = dialect.config(kind, config);
        return new Node(index, name, kind, plain, inputs);
    }

    private static List<String> inbound(JsonNode layer, int index, Dialect dialect) throws IOException {
        JsonNode calls = layer.path("inbound_nodes");
        if (calls.size() > 1) {
            throw node(layer, index, dialect, List.of())
                    .unsupported("it is used " + calls.size() + " times, and DL4J cannot share a layer's weights");
        }
        return names(calls.path(0));
    }

    /** The layers that a nested list names: as [name, call, output], or as Keras 3's tensors with a history. */
    private static List<String> names(JsonNode references) {
        Set<String> names = new LinkedHashSet<>();
        collect(references, names);
        return List.copyOf(names);
    }

    private static void collect(JsonNode reference, Set<String> names) {
        if (reference.has("keras_history")) {
            names.add(reference.path("keras_history").path(0).asText());
        } else if (reference.isArray()
                && reference.path(0).isTextual()
                && reference.path(1).isInt()) {
            names.add(reference.path(0).asText());
        } else if (reference.isContainerNode()) {
            reference.forEach(part -> collect(part, names));
        }
    }

    private static void requireUnique(List<Node> nodes) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (Node node : nodes) {
            if (!names.add(node.name())) {
                throw node.unsupported("another layer has the same name");
            }
        }
    }
}
