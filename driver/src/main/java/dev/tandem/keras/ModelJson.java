package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A model's configuration as a file has it: that of the whole file, or of a model that is one of its layers. */
final class ModelJson {

    private final String kind;
    private final JsonNode config;
    private final List<LayerJson> layers = new ArrayList<>();
    private final Map<String, LayerJson> byName = new HashMap<>();

    /**
     * Reads the list of layers.
     *
     * @param address of the model, {@link Address#ROOT} for the whole
     * @param trains whether its layers do, where they do not say otherwise
     */
    ModelJson(JsonNode json, Dialect dialect, Address address, boolean trains) throws IOException {
        this.kind = dialect.kind(json.path("class_name").asText());
        this.config = json.path("config");
        JsonNode list = config.isArray() ? config : config.path("layers");
        if (!list.isArray()) {
            throw new IOException("its model is a " + kind + " (expected Sequential or Functional)");
        }
        boolean train = trains && config.path("trainable").asBoolean(true);
        Map<String, Integer> groups = new HashMap<>();
        for (JsonNode each : list) {
            LayerJson layer = new LayerJson(each, layers.size(), dialect, address, groups, train);
            layers.add(layer);
            byName.put(layer.address().name(), layer);
        }
    }

    static boolean isModel(JsonNode layer) {
        JsonNode config = layer.path("config");
        boolean isSequential = layer.path("class_name").asText().equals("Sequential");
        return config.path("layers").isArray()
                ? isSequential || config.has("input_layers")
                : config.isArray() && isSequential;
    }

    boolean isSequential() {
        return kind.equals("Sequential");
    }

    JsonNode config() {
        return config;
    }

    String name() {
        return config.path("name").asText();
    }

    List<LayerJson> layers() {
        return layers;
    }

    /** In the order in which the model takes them. */
    List<LayerJson> inputs() throws IOException {
        List<LayerJson> inputs = new ArrayList<>();
        for (Reference reference : Reference.all(config.path("input_layers"))) {
            inputs.add(named(reference.layer()));
        }
        return inputs;
    }

    /** Names of the outputs: those of its last layers. */
    List<String> outputNames() {
        return isSequential()
                ? List.of(layers.get(layers.size() - 1).address().name())
                : Reference.all(config.path("output_layers")).stream()
                        .map(Reference::layer)
                        .toList();
    }

    /** The layers without models in them, whose results are the model's. */
    List<String> outputs() throws IOException {
        if (layers.isEmpty()) {
            throw new IOException("its model has no layers");
        }
        return isSequential()
                ? layers.get(layers.size() - 1).outputs()
                : vertices(Reference.all(config.path("output_layers")));
    }

    /** What feeds each call of a layer of a functional model. */
    List<List<String>> feeding(LayerJson layer) throws IOException {
        List<List<String>> calls = new ArrayList<>();
        for (List<Reference> call : layer.calls()) {
            calls.add(vertices(call));
        }
        return calls;
    }

    /** A model's calls are counted from its own making on, in most versions. */
    private int firstCall(LayerJson layer) {
        Stream<Reference> all = Stream.concat(
                layers.stream().flatMap(each -> each.calls().stream()).flatMap(List::stream),
                Reference.all(config.path("output_layers")).stream());
        int last = all.filter(
                        reference -> reference.layer().equals(layer.address().name()))
                .mapToInt(Reference::call)
                .max()
                .orElse(0);
        return last >= layer.calls().size() ? 1 : 0;
    }

    private List<String> vertices(List<Reference> references) throws IOException {
        List<String> vertices = new ArrayList<>();
        for (Reference reference : references) {
            LayerJson layer = named(reference.layer());
            List<String> outputs = layer.outputs();
            if (reference.tensor() >= outputs.size()) {
                throw new IOException("layer " + layer.index() + " '" + layer.vertex() + "' (" + layer.kind()
                        + "): it has no output " + reference.tensor()
                        + ": layers give one result here, and no states (return_state) or scores beside it");
            }
            int call = layer.isShared() ? reference.call() - firstCall(layer) : 0;
            vertices.add(layer.result(outputs.get(reference.tensor()), call));
        }
        return vertices;
    }

    private LayerJson named(String name) throws IOException {
        LayerJson layer = byName.get(name);
        if (layer == null) {
            throw new IOException("its layer '" + name + "' is named by another, but is not in the list of layers");
        }
        return layer;
    }
}
