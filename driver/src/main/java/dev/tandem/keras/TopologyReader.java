package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a model's layers. A model used as a layer becomes its own layers, with its name and a slash before theirs. */
final class TopologyReader {

    private final Dialect dialect;
    private final Warnings warnings;
    private final List<Node> nodes = new ArrayList<>();

    /**
     * @param warnings takes those of calls that DL4J has not the like of
     */
    TopologyReader(Dialect dialect, Warnings warnings) {
        this.dialect = dialect;
        this.warnings = warnings;
    }

    List<Node> read(ModelJson model) throws IOException {
        add(model, List.of());
        return List.copyOf(nodes);
    }

    /**
     * Adds the layers of a model.
     *
     * @param feeds what the model is given; nothing if it is the outermost
     */
    private void add(ModelJson model, List<String> feeds) throws IOException {
        if (model.isSequential()) {
            sequential(model, feeds);
        } else {
            functional(model, feeds);
        }
    }

    private void sequential(ModelJson model, List<String> feeds) throws IOException {
        List<String> before = feeds;
        for (LayerJson layer : model.layers()) {
            if (before.isEmpty() && !layer.kind().equals("InputLayer")) {
                before = List.of(inputOf(model, layer));
            }
            add(layer, before);
            before = layer.outputs();
        }
        if (model.layers().isEmpty()) {
            throw new IOException("its model has no layers");
        }
    }

    private void functional(ModelJson model, List<String> feeds) throws IOException {
        List<LayerJson> inputs = model.inputs();
        if (!feeds.isEmpty() && feeds.size() != inputs.size()) {
            throw new IOException("its model '" + model.name() + "' has " + inputs.size() + " inputs, but is given "
                    + feeds.size() + ": " + feeds);
        }
        for (LayerJson layer : model.layers()) {
            int input = inputs.indexOf(layer);
            if (input >= 0 && !feeds.isEmpty()) {
                add(layer, List.of(feeds.get(input)));
            } else {
                calls(layer, model.feeding(layer));
            }
        }
    }

    private void calls(LayerJson layer, List<List<String>> calls) throws IOException {
        if (calls.size() < 2) {
            add(layer, calls.isEmpty() ? List.of() : calls.get(0));
        } else if (layer.hasValues()) {
            shared(layer, calls);
        } else {
            for (int call = 0; call < calls.size(); call++) {
                add(node(layer, calls.get(call)).named(layer.result(layer.vertex(), call)));
            }
        }
    }

    /** One layer on the batches of all its calls, one after the other, whose results are taken apart again. */
    private void shared(LayerJson layer, List<List<String>> calls) throws IOException {
        Node like = node(layer, List.of());
        List<String> joined = new ArrayList<>();
        for (int i = 0; i < calls.get(0).size(); i++) {
            int index = i;
            Node inputs = like.named(layer.vertex() + SharedLayers.INPUTS + i)
                    .fedBy(calls.stream().map(call -> call.get(index)).toList());
            add(inputs.as(SharedLayers.INPUTS, inputs.config()));
            joined.add(inputs.name());
        }
        add(layer, joined);
        for (String output : layer.outputs()) {
            for (int call = 0; call < calls.size(); call++) {
                ObjectNode config = JsonNodeFactory.instance.objectNode();
                config.put("call", call).put("calls", calls.size());
                add(like.named(layer.result(output, call))
                        .fedBy(List.of(output))
                        .as(SharedLayers.RESULT, config));
            }
        }
    }

    private void add(LayerJson layer, List<String> before) throws IOException {
        if (layer.model().isPresent()) {
            warnOfInference(layer);
            add(layer.model().get(), before);
            return;
        }
        Node node = node(layer, before);
        boolean isFedInput = layer.kind().equals("InputLayer") && !before.isEmpty();
        add(isFedInput ? node.as("Identity", node.config()) : node);
    }

    private void add(Node node) throws IOException {
        for (Node other : nodes) {
            if (other.name().equals(node.name())) {
                throw node.unsupported("another layer has the same name");
            }
        }
        nodes.add(node);
    }

    private Node node(LayerJson layer, List<String> before) throws IOException {
        ObjectNode config = dialect.config(layer.kind(), layer.config());
        if (!layer.trains()) {
            config.put("trainable", false);
        }
        layer.operand()
                .ifPresent(operand -> config.put("operand", operand.value()).put("operand_first", operand.isFirst()));
        return new Node(layer.index(), layer.vertex(), layer.kind(), config, before, layer.address());
    }

    /** {@code base(x, training=False)} keeps batch norms as in inference while all else trains. */
    private void warnOfInference(LayerJson layer) {
        if (layer.trains() && layer.isCalledInInference()) {
            warnings.add("layer " + layer.index() + " '" + layer.vertex() + "' is called with training=False; its batch"
                    + " norms and dropouts work as in training here, unless they are frozen");
        }
    }

    /** An input layer for a Sequential model that has none. */
    private String inputOf(ModelJson model, LayerJson first) throws IOException {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        JsonNode shape = new InputShape(dialect).of(model, first, node(first, List.of()));
        config.set("batch_input_shape", shape);
        String name = first.vertex() + "_input";
        nodes.add(new Node(0, name, "InputLayer", config, List.of(), first.address()));
        return name;
    }
}
