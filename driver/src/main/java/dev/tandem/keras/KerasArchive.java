package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The {@code .keras} archive: {@code metadata.json}, {@code config.json} and {@code model.weights.h5}, where a layer's arrays are
 * {@code layers/CLASS_N/vars/0}, {@code 1}, … The layout is that of Keras's {@code saving_lib.py}.
 */
final class KerasArchive implements Weights {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WEIGHTS = "model.weights.h5";
    private static final long MOST_TEXT_BYTES = 1L << 28;
    private static final int MOST_EXPANSION = 100;

    private final Hdf5File file;

    private KerasArchive(Hdf5File file) {
        this.file = file;
    }

    /** Unpacks the archive's HDF5 file to {@code weights}. */
    static SavedModel read(Path archive, Path weights, Opened opened) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            JsonNode config = json(zip, "config.json");
            String version = zip.getEntry("metadata.json") == null
                    ? "3"
                    : json(zip, "metadata.json").path("keras_version").asText("3");
            unpack(zip, weights);
            KerasArchive values = new KerasArchive(opened.hdf5(weights));
            return new SavedModel(version, "", config, config.path("compile_config"), values);
        }
    }

    /** Keeps files open until the model has been read. */
    interface Opened {
        Hdf5File hdf5(Path path) throws IOException;
    }

    private static JsonNode json(ZipFile zip, String name) throws IOException {
        try (InputStream in = zip.getInputStream(entry(zip, name))) {
            byte[] bytes = in.readNBytes((int) MOST_TEXT_BYTES);
            return JSON.readTree(bytes);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IOException("its " + name + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static ZipEntry entry(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("the archive has no " + name + instead(zip, name));
        }
        if (entry.getSize() > MOST_TEXT_BYTES && entry.getSize() / MOST_EXPANSION > entry.getCompressedSize()) {
            throw new IOException("the archive's " + name + " claims to grow from " + entry.getCompressedSize() + " to "
                    + entry.getSize() + " bytes");
        }
        return entry;
    }

    private static String instead(ZipFile zip, String name) {
        if (!name.equals(WEIGHTS)) {
            return "";
        }
        for (String other : List.of("model.weights.npz", "model.weights.json")) {
            if (zip.getEntry(other) != null) {
                return ", but " + other + ", which is not read here. Load the model in Keras with h5py installed, and"
                        + " save it in one piece: model.save(\"model.keras\")";
            }
        }
        return ". Save the whole model: model.save(\"model.keras\")";
    }

    private static void unpack(ZipFile zip, Path weights) throws IOException {
        ZipEntry entry = entry(zip, WEIGHTS);
        try (InputStream in = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(weights)) {
            in.transferTo(out);
        }
    }

    @Override
    public List<Array> of(Address layer) throws IOException {
        String group = "";
        for (int level = 0; level < layer.names().size(); level++) {
            group = inner(group, layer.groups().get(level), layer.names().get(level));
        }
        List<Array> arrays = new ArrayList<>();
        collect(group, arrays);
        return arrays;
    }

    /** Keras 2's archives and some of Keras 3's call a layer by its own name. */
    private String inner(String model, String group, String name) {
        String start = model.isEmpty() ? "" : model + "/";
        String layers = start + (file.has(start + "layers") ? "layers/" : "_layer_checkpoint_dependencies/");
        return layers + (file.has(layers + group) ? group : name);
    }

    private void collect(String group, List<Array> arrays) throws IOException {
        for (int i = 0; file.has(group + "/vars/" + i); i++) {
            arrays.add(file.floats(group + "/vars/" + i));
        }
        // A recurrent layer keeps its values in its cell, a wrapper in its layers.
        for (String part : List.of("cell", "forward_layer", "backward_layer", "layer")) {
            if (file.has(group + "/" + part)) {
                collect(group + "/" + part, arrays);
            }
        }
    }

    /** As Keras names groups: {@code GlobalAveragePooling2D} is {@code global_average_pooling2d}. */
    static String snakeCase(String kind) {
        return kind.replaceAll("\\W+", "")
                .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(java.util.Locale.ROOT);
    }
}
