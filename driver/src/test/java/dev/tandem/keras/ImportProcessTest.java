package dev.tandem.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.model.Freezing;
import dev.tandem.model.TrainableModel;
import dev.tandem.train.BlockingFileSystem;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.RmsProp;

final class ImportProcessTest {

    private static final ImportLimits LIMITS = new ImportLimits(Duration.ofMinutes(2), 512, 512);

    @TempDir
    Path directory;

    private Path cases;
    private Path result;

    @BeforeEach
    void unpack() throws IOException {
        cases = Files.createDirectory(directory.resolve("cases"));
        result = Files.createDirectory(directory.resolve("result"));
        Cases.unpack(cases);
    }

    /** Hangs. */
    static final class Hanging {
        public static void main(String[] arguments) throws InterruptedException {
            Thread.currentThread().join();
        }
    }

    /** Ends as by SIGSEGV. */
    static final class Crashing {
        public static void main(String[] arguments) {
            Runtime.getRuntime().halt(139);
        }
    }

    /** Takes more memory than it may. */
    static final class Greedy {
        public static void main(String[] arguments) {
            long[][] hoard = new long[1 << 20][];
            for (int i = 0; i < hoard.length; i++) {
                hoard[i] = new long[1 << 20];
            }
        }
    }

    @Test
    void archive_isReadAndRecompiled() throws IOException {
        Path file = cases.resolve("cnn_keras/model.keras");
        Compile compile = Compile.asSaved().withOptimizer("rmsprop", Map.of("learning_rate", 0.5));

        TrainableModel model = TrainableModel.of(KerasModel.read(file.toString(), compile, new Configuration()));

        List<INDArray> outputs = model.predict(Cases.arrays(file.getParent(), "in"));
        INDArray expected = Cases.arrays(file.getParent(), "out").get(0);
        assertThat(outputs.get(0).sub(expected).amaxNumber().doubleValue()).isLessThan(1e-5);
        assertThat(model.learningRate()).isEqualTo(new RmsProp(0.5).getLearningRate());
    }

    @Test
    void fileOnAHadoopPath_isRead() throws IOException {
        Configuration hadoop = new Configuration();
        hadoop.set("fs.blocking.impl", BlockingFileSystem.class.getName());
        Path file = cases.resolve("cnn_2/model.h5");

        TrainableModel model = TrainableModel.of(KerasModel.read("blocking:" + file, Compile.asSaved(), hadoop));

        List<INDArray> outputs = model.predict(Cases.arrays(file.getParent(), "in"));
        INDArray expected = Cases.arrays(file.getParent(), "out").get(0);
        assertThat(outputs.get(0).sub(expected).amaxNumber().doubleValue()).isLessThan(1e-5);
    }

    @Test
    void untrainedBase_isFrozen() throws IOException {
        Path file = cases.resolve("frozen_keras/model.keras");

        TrainableModel model = KerasModel.trainable(file.toString(), Compile.asSaved(), new Configuration());

        assertThat(model.definition().freezing()).isEqualTo(new Freezing("base/base_conv2d_2", Freezing.NEVER));
    }

    /** A driver that reads a file whose end never comes. */
    static final class Driver {
        public static void main(String[] arguments) throws IOException {
            new ImportProcess(LIMITS)
                    .convert(Path.of(arguments[0]), arguments[0], Compile.asSaved(), Path.of(arguments[1]));
        }
    }

    @Test
    void importProcess_endsWithAKilledDriver() throws Exception {
        Path pipe = directory.resolve("pipe.h5");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Process driver = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Driver.class.getName(),
                        pipe.toString(),
                        result.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("driver.txt").toFile())
                .start();
        // Both ends are open from here on, so that the import process waits for bytes.
        try (RandomAccessFile ends = new RandomAccessFile(pipe.toFile(), "rw")) {
            ProcessHandle reader = child(driver);

            driver.destroyForcibly().waitFor();

            reader.onExit().get(60, TimeUnit.SECONDS);
            assertThat(reader.isAlive()).isFalse();
        } finally {
            driver.destroyForcibly();
        }
    }

    private static ProcessHandle child(Process parent) {
        Optional<ProcessHandle> child = Optional.empty();
        while (child.isEmpty()) {
            assertThat(parent.isAlive()).isTrue();
            child = parent.children().findFirst();
            Thread.onSpinWait();
        }
        return child.get();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    model.weights.npz | , but model.weights.npz, which is not read here. Load the model in Keras with h5py installed, and save it in one piece: model.save("model.keras")
                    other.txt | . Save the whole model: model.save("model.keras")
                    """)
    void archiveWithoutItsWeights_saysWhatToDo(String entry, String advice) throws IOException {
        Path file = directory.resolve("model.keras");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("config.json"));
            zip.write("{}".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry(entry));
        }

        assertThatThrownBy(() -> new Converter(Compile.asSaved()).read(file, directory))
                .isInstanceOf(IOException.class)
                .hasMessage("the archive has no model.weights.h5" + advice);
    }

    @Test
    void missingFile_isNamed() {
        assertThatThrownBy(() -> KerasModel.read(directory.resolve("no.h5").toString()))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessage("Cannot find the model file " + directory.resolve("no.h5"));
    }

    @Test
    void otherFile_isNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("text.h5"), "no model");

        assertThatThrownBy(() -> new ImportProcess(LIMITS).convert(file, "hdfs:/text.h5", Compile.asSaved(), result))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot import hdfs:/text.h5: not an HDF5 file, or a damaged one");
    }

    @Test
    void hangingProcess_isKilled() {
        ImportLimits limits = new ImportLimits(Duration.ofMillis(200), 64, 64);

        assertThatThrownBy(() -> convert(Hanging.class, limits))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot import model.h5: reading it took longer than 0 s");
    }

    @Test
    void crashedProcess_isReported() {
        assertThatThrownBy(() -> convert(Crashing.class, LIMITS))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot import model.h5: the process that read it was ended by signal 11.");
    }

    @Test
    void greedyProcess_isReported() {
        assertThatThrownBy(() -> convert(Greedy.class, new ImportLimits(Duration.ofMinutes(2), 64, 64)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot import model.h5: the process that read it ended with status 3.")
                .hasMessageContaining("OutOfMemoryError");
    }

    /** HDF5 itself crashes on some, and reads others for ever. */
    @Test
    void mutatedFiles_endInAnErrorOrAModel() throws IOException {
        ImportLimits limits = new ImportLimits(Duration.ofSeconds(30), 512, 512);
        for (String name : List.of("cnn_2/model.h5", "functional_3/model.h5", "cnn_keras/model.keras")) {
            Path notes = result.resolveSibling(MutatedFiles.NOTES);
            int crashes = 0;
            for (int tried = 0;
                    tried < MutatedFiles.COUNT;
                    tried = Files.readAllLines(notes).size()) {
                try {
                    new ImportProcess(MutatedFiles.class.getName(), limits)
                            .convert(cases.resolve(name), name, Compile.asSaved(), result);
                } catch (IOException e) {
                    assertThat(e)
                            .message()
                            .startsWith("Cannot import " + name + ": ")
                            .containsAnyOf("the process that read it", "reading it took longer than 30 s");
                    crashes++;
                }
            }
            assertThat(crashes).as(name).isLessThan(MutatedFiles.COUNT / 4);
            Files.delete(notes);
        }
    }

    private Path convert(Class<?> main, ImportLimits limits) throws IOException {
        return new ImportProcess(main.getName(), limits)
                .convert(directory.resolve("model.h5"), "model.h5", Compile.asSaved(), result);
    }
}
