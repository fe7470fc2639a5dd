package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A layer's entry in a model's configuration. */
final class LayerJson {

    /** Parts of the names of layers that have values. */
    private static final List<String> WITH_VALUES = List.of(
            "Dense",
            "Conv",
            "Normalization",
            "Embedding",
            "PReLU",
            "LSTM",
            "GRU",
            "RNN",
            "Bidirectional",
            "TimeDistributed",
            "Attention");

    private final JsonNode json;
    private final int index;
    private final String kind;
    private final Address address;
    private final boolean trains;
    private final Optional<ModelJson> model;

    /**
     * Reads an entry, and those of a model in it.
     *
     * @param groups how many layers of a class came before in the same model; this one is counted
     * @param trains whether the model does
     */
    LayerJson(JsonNode json, int index, Dialect dialect, Address outer, Map<String, Integer> groups, boolean trains)
            throws IOException {
        this.json = json;
        this.index = index;
        this.kind = dialect.kind(Operand.function(json));
        String name = config().path("name").asText(json.path("name").asText(""));
        boolean isModel = ModelJson.isModel(json);
        if (kind.isEmpty() || (name.isEmpty() && !isModel)) {
            throw new IOException("its layer " + index + " has no name or no class");
        }
        this.address = outer.inner(name.isEmpty() ? "model_" + index : name, group(json, groups));
        this.trains = trains && config().path("trainable").asBoolean(true);
        this.model = isModel ? Optional.of(new ModelJson(json, dialect, address, this.trains)) : Optional.empty();
    }

    /** As Keras names it in an archive: by class, and by number from the second on. */
    private static String group(JsonNode json, Map<String, Integer> groups) {
        String named = json.path("class_name").asText();
        String name = KerasArchive.snakeCase(named.substring(named.lastIndexOf('>') + 1));
        int before = groups.merge(name, 1, Integer::sum) - 1;
        return before == 0 ? name : name + "_" + before;
    }

    JsonNode json() {
        return json;
    }

    JsonNode config() {
        return json.path("config");
    }

    int index() {
        return index;
    }

    String kind() {
        return kind;
    }

    Address address() {
        return address;
    }

    /** Its name in DL4J's graph. */
    String vertex() {
        return String.join("/", address.names());
    }

    boolean trains() {
        return trains;
    }

    /** The layers that it stands for. */
    Optional<ModelJson> model() {
        return model;
    }

    /** The layers without models in them, whose results are this one's. */
    List<String> outputs() throws IOException {
        return model.isPresent() ? model.get().outputs() : List.of(vertex());
    }

    /** What each of its calls is given. */
    List<List<Reference>> calls() {
        List<List<Reference>> calls = new ArrayList<>();
        json.path("inbound_nodes").forEach(call -> calls.add(Reference.all(call)));
        return calls;
    }

    boolean isShared() {
        return json.path("inbound_nodes").size() > 1;
    }

    /** Whether its calls must be made by one and the same layer. */
    boolean hasValues() {
        return model.isPresent() || WITH_VALUES.stream().anyMatch(kind::contains);
    }

    /** The name of one of its results, of one of its calls. */
    String result(String output, int call) {
        boolean isFirst = call == 0 && !hasValues();
        return !isShared() || isFirst ? output : output + "_call_" + (call + 1);
    }

    /** The number that an operation is given beside a tensor. */
    Optional<Operand> operand() {
        return Operand.of(json.path("inbound_nodes").path(0));
    }

    boolean isCalledInInference() {
        return json.path("inbound_nodes").findValues("training").stream()
                .anyMatch(training -> training.isBoolean() && !training.asBoolean());
    }
}
