package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The HDF5 file that Keras 1 and 2 write, and Keras 3 as "legacy": configurations as attributes, one group of arrays per layer. The
 * layout is that of Keras's {@code legacy_h5_format.py}.
 */
final class LegacyFile implements Weights {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Hdf5File file;
    private final String root;

    private LegacyFile(Hdf5File file) {
        this.file = file;
        this.root = file.has("model_weights") ? "model_weights/" : "";
    }

    /** The file stays open for its weights. */
    static SavedModel read(Hdf5File file) throws IOException {
        if (!file.hasAttribute("/", "model_config")) {
            throw new IOException(
                    "it has no model_config: perhaps only weights were saved (expected a whole model, from model.save)");
        }
        String version = attribute(file, "/", "keras_version", attribute(file, "model_weights", "keras_version", "1"));
        return new SavedModel(
                version,
                attribute(file, "/", "backend", attribute(file, "model_weights", "backend", "")),
                json(file, "model_config"),
                file.hasAttribute("/", "training_config") ? json(file, "training_config") : MissingNode.getInstance(),
                new LegacyFile(file));
    }

    private static JsonNode json(Hdf5File file, String attribute) throws IOException {
        try {
            return JSON.readTree(String.join("", file.strings("/", attribute)));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IOException("its " + attribute + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String attribute(Hdf5File file, String path, String name, String byDefault) throws IOException {
        boolean isThere = (path.equals("/") || file.has(path)) && file.hasAttribute(path, name);
        return isThere ? String.join("", file.strings(path, name)) : byDefault;
    }

    @Override
    public List<Array> of(Address layer) throws IOException {
        String group = root + layer.names().get(0);
        if (!file.has(group)) {
            return List.of();
        }
        List<Array> arrays = new ArrayList<>();
        for (String name : names(group)) {
            if (!layer.isNested() || isOf(layer.name(), name)) {
                arrays.add(file.floats(group + "/" + name));
            }
        }
        return arrays;
    }

    /** The group of a model within the model has the arrays of all its layers, by names that have the layer's in them. */
    private static boolean isOf(String layer, String array) {
        List<String> parts = List.of(array.split("/"));
        return parts.subList(0, parts.size() - 1).contains(layer)
                || parts.get(parts.size() - 1).matches(Pattern.quote(layer) + "_\\D.*");
    }

    /** {@code weight_names}, which Keras cuts into {@code weight_names0}, … where it is long. */
    private List<String> names(String group) throws IOException {
        if (file.hasAttribute(group, "weight_names")) {
            return file.strings(group, "weight_names");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; file.hasAttribute(group, "weight_names" + i); i++) {
            names.addAll(file.strings(group, "weight_names" + i));
        }
        return names;
    }
}
