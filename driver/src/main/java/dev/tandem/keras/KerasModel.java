package dev.tandem.keras;

import dev.tandem.model.Freezing;
import dev.tandem.model.ModelSource;
import dev.tandem.model.TrainableModel;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.deeplearning4j.nn.api.Model;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Models that Keras saved: HDF5 files of Keras 1, 2 and 3, and {@code .keras} archives. A Sequential or functional model becomes a {@code
 * ComputationGraph} with the file's values, whose last layers have the loss. The optimizer starts anew.
 *
 * <p>Pictures are (batch, channels, height, width) and sequences (batch, features, time), as Tandem's Sequences have them, whatever the
 * model's {@code data_format}; flat arrays are in Keras's order. Targets of {@code sparse_categorical_crossentropy} are one-hot here.
 */
public final class KerasModel {

    private static final Logger LOG = LoggerFactory.getLogger(KerasModel.class);

    private KerasModel() {}

    /** Reads a model with its own loss and optimizer. */
    public static Model read(String path) throws IOException {
        return read(path, Compile.asSaved(), new Configuration());
    }

    /**
     * Reads a model, in a process of its own: a damaged file cannot harm this one.
     *
     * @param path on any of Hadoop's file systems
     * @param compile loss and optimizer, where they are not to be the file's
     * @throws IOException if the file is missing, damaged, too slow or too large to read, or has a layer that DL4J lacks; the message
     *     names the file, and the layer with its position
     */
    public static Model read(String path, Compile compile, Configuration hadoop) throws IOException {
        return imported(path, compile, hadoop).network();
    }

    /**
     * As {@link #read(String, Compile, Configuration)}, ready to train: where the file says of the network's first layers that they are
     * not {@code trainable}, they are frozen.
     */
    public static TrainableModel trainable(String path, Compile compile, Configuration hadoop) throws IOException {
        Imported imported = imported(path, compile, hadoop);
        return imported.freezing()
                .map(freezing -> TrainableModel.of(imported.network(), freezing))
                .orElseGet(() -> TrainableModel.of(imported.network()));
    }

    private record Imported(Model network, Optional<Freezing> freezing) {}

    private static Optional<Freezing> frozen(String path, Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String until = Files.readString(file);
        LOG.warn(
                "{}: its layers up to {} are not trainable and stay frozen; the key freeze: says otherwise",
                path,
                until);
        return Optional.of(new Freezing(until, Freezing.NEVER));
    }

    private static Imported imported(String path, Compile compile, Configuration hadoop) throws IOException {
        Path directory = Files.createTempDirectory("tandem-keras-");
        try {
            Path file = local(path, directory, hadoop);
            Path result = Files.createDirectory(directory.resolve("result"));
            Path zip = new ImportProcess(ImportLimits.forFile(Files.size(file))).convert(file, path, compile, result);
            for (String warning : Files.readAllLines(result.resolve(ImportMain.WARNINGS))) {
                LOG.warn("{}: {}", path, warning);
            }
            Model network = new ModelSource.OfFile(zip.toUri().toString()).create(hadoop);
            return new Imported(network, frozen(path, result.resolve(ImportMain.FROZEN)));
        } finally {
            delete(directory);
        }
    }

    private static Path local(String path, Path directory, Configuration hadoop) throws IOException {
        org.apache.hadoop.fs.Path from = new org.apache.hadoop.fs.Path(path);
        FileSystem files = from.getFileSystem(hadoop);
        if (!files.exists(from)) {
            throw new FileNotFoundException("Cannot find the model file " + path);
        }
        if (files.getFileStatus(from).isDirectory()) {
            throw new IOException("Cannot import " + path + ": it is a directory (expected an .h5 or .keras file)");
        }
        if (files.getUri().getScheme().equals("file")) {
            return Path.of(files.makeQualified(from).toUri().getPath());
        }
        Path copy = directory.resolve("model");
        try (var in = files.open(from)) {
            Files.copy(in, copy);
        }
        return copy;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
