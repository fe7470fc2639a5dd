package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.List;

/**
 * Where a Sequential model without an input layer says what shape it is given.
 *
 * @param dialect of the file
 */
record InputShape(Dialect dialect) {

    /** The shape with the batch size, which is null. */
    JsonNode of(ModelJson model, LayerJson first, Node node) throws IOException {
        if (first.model().isPresent()) {
            return ofModel(first.model().get());
        }
        for (JsonNode shape : List.of(
                node.config().path("batch_input_shape"),
                model.config().path("build_input_shape"),
                first.json().path("build_config").path("input_shape"))) {
            if (shape.isArray()) {
                return shape;
            }
        }
        return ofOptions(node);
    }

    private JsonNode ofModel(ModelJson inner) throws IOException {
        List<LayerJson> inputs = inner.isSequential() ? inner.layers() : inner.inputs();
        if (inputs.isEmpty()) {
            throw new IOException("its model '" + inner.name() + "' has no inputs");
        }
        LayerJson input = inputs.get(0);
        Node node = new Node(
                input.index(),
                input.vertex(),
                input.kind(),
                dialect.config(input.kind(), input.config()),
                List.of(),
                input.address());
        return of(inner, input, node);
    }

    private static JsonNode ofOptions(Node first) throws IOException {
        ArrayNode shape = JsonNodeFactory.instance.arrayNode().addNull();
        JsonNode config = first.config();
        if (config.path("input_shape").isArray()) {
            return shape.addAll((ArrayNode) config.path("input_shape"));
        }
        if (config.path("input_dim").isInt() && !first.kind().equals("Embedding")) {
            return shape.add(config.path("input_dim"));
        }
        if (first.kind().equals("Embedding")) {
            return shape.add(config.path("input_length"));
        }
        throw first.unsupported("the file does not say its input's shape. Save the model after it was built on data");
    }
}
