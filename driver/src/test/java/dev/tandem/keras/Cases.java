package dev.tandem.keras;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Small models in the layouts of Keras 1 to 3, each with inputs and outputs computed by numpy; make_cases.py beside them made them. */
public final class Cases {

    private Cases() {}

    /** Unpacks all into a folder each. */
    public static void unpack(Path directory) throws IOException {
        try (InputStream in = Cases.class.getResourceAsStream("cases.zip.gz");
                ZipInputStream zip = new ZipInputStream(new GZIPInputStream(in))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = directory.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.write(file, zip.readAllBytes());
            }
        }
    }

    static List<String> names(Path directory) throws IOException {
        try (Stream<Path> cases = Files.list(directory)) {
            return cases.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    public static Path model(Path directory) {
        Path legacy = directory.resolve("model.h5");
        return Files.exists(legacy) ? legacy : directory.resolve("model.keras");
    }

    /** Arrays {@code in0}, {@code in1}, … or {@code out0}, … */
    static List<INDArray> arrays(Path directory, String name) {
        List<INDArray> arrays = new ArrayList<>();
        for (int i = 0; Files.exists(directory.resolve(name + i + ".npy")); i++) {
            arrays.add(
                    Nd4j.createFromNpyFile(directory.resolve(name + i + ".npy").toFile())
                            .castTo(DataType.FLOAT));
        }
        return arrays;
    }
}
