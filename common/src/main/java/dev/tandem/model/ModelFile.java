package dev.tandem.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.data.DataNotes;
import dev.tandem.model.TrainableModel.SavedParts;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads and writes DL4J's zip, with {@link ModelNotes} in it. {@link ModelSerializer}'s own reading would deserialize Java objects (preprocessor, normalizer) out of the file, which
 * runs code that a crafted file brings.
 */
final class ModelFile {

    private static final Set<String> NEEDED =
            Set.of(ModelSerializer.CONFIGURATION_JSON, ModelSerializer.COEFFICIENTS_BIN, ModelSerializer.UPDATER_BIN);

    private ModelFile() {}

    static Model read(String path, Configuration hadoop) throws IOException {
        Map<String, byte[]> entries = entries(path, hadoop);
        byte[] configuration = entries.get(ModelSerializer.CONFIGURATION_JSON);
        byte[] parameters = entries.get(ModelSerializer.COEFFICIENTS_BIN);
        if (configuration == null || parameters == null) {
            throw new IOException("Not a model file of DL4J: " + path + " (expected a zip archive with "
                    + ModelSerializer.CONFIGURATION_JSON + " and " + ModelSerializer.COEFFICIENTS_BIN + ")");
        }
        try {
            return network(
                    new String(configuration, StandardCharsets.UTF_8),
                    array(parameters),
                    entries.get(ModelSerializer.UPDATER_BIN));
        } catch (IOException | RuntimeException e) {
            throw new IOException("Cannot read the model in " + path + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, byte[]> entries(String path, Configuration hadoop) throws IOException {
        Map<String, byte[]> entries = new HashMap<>();
        Path file = new Path(path);
        try (InputStream in = file.getFileSystem(hadoop).open(file);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (NEEDED.contains(entry.getName())) {
                    entries.put(entry.getName(), zip.readAllBytes());
                }
            }
        } catch (FileNotFoundException e) {
            throw new FileNotFoundException("Cannot find the model file " + path);
        } catch (IOException e) {
            throw new IOException("Cannot read the model file " + path + ": " + e.getMessage(), e);
        }
        return entries;
    }

    private static Model network(String configuration, INDArray parameters, byte @Nullable [] updaterState)
            throws IOException {
        JsonNode json = new ObjectMapper().readTree(configuration);
        if (json.has("vertices")) {
            ComputationGraphConfiguration read = ComputationGraphConfiguration.fromJson(configuration);
            read.setDataType(parameters.dataType());
            ComputationGraph network = new ComputationGraph(read);
            network.init(parameters, false);
            if (updaterState != null) {
                network.getUpdater().setStateViewArray(array(updaterState));
            }
            return network;
        }
        if (json.has("confs")) {
            MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration);
            read.setDataType(parameters.dataType());
            MultiLayerNetwork network = new MultiLayerNetwork(read);
            network.init(parameters, false);
            if (updaterState != null) {
                network.getUpdater().setStateViewArray(network, array(updaterState), false);
            }
            return network;
        }
        throw new IOException(ModelSerializer.CONFIGURATION_JSON
                + " describes neither a MultiLayerNetwork (confs) nor a ComputationGraph (vertices)");
    }

    /** The entries of {@link ModelSerializer}; the notes come first, so that they are found without reading the values. */
    static void write(Network network, OutputStream out, SavedParts parts, DataNotes notes) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        if (!notes.equals(DataNotes.NONE)) {
            begin(zip, ModelNotes.ENTRY).write(ModelNotes.encode(notes));
        }
        String configuration = network.definition().configuration();
        begin(zip, ModelSerializer.CONFIGURATION_JSON).write(configuration.getBytes(StandardCharsets.UTF_8));
        write(network.model().params(), begin(zip, ModelSerializer.COEFFICIENTS_BIN));
        INDArray updaterState = network.updater().getStateViewArray();
        if (parts == SavedParts.WEIGHTS_AND_UPDATER && updaterState != null && updaterState.length() > 0) {
            write(updaterState, begin(zip, ModelSerializer.UPDATER_BIN));
        }
        zip.finish();
        out.flush();
    }

    private static ZipOutputStream begin(ZipOutputStream zip, String entry) throws IOException {
        zip.putNextEntry(new ZipEntry(entry));
        return zip;
    }

    private static void write(INDArray values, ZipOutputStream entry) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(entry));
        Nd4j.write(values, out);
        out.flush();
    }

    private static INDArray array(byte[] bytes) throws IOException {
        return Nd4j.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
