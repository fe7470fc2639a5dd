package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.metric.MetricSums;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class ModelSourceTest {

    private static final Configuration HADOOP = new Configuration();

    @TempDir
    Path directory;

    /** Counts how often it is deserialized. */
    private static final class Bomb implements Serializable {
        static final AtomicInteger EXPLODED = new AtomicInteger();

        private void readObject(ObjectInputStream in) {
            EXPLODED.incrementAndGet();
        }
    }

    public static final class Maker implements ModelFactory {
        @Override
        public Model create(Map<String, Object> options) {
            return Nets.dense(new Sgd((Double) options.get("rate")));
        }
    }

    public static final class Nothing implements ModelFactory {
        @Override
        @SuppressWarnings("NullAway")
        public Model create(Map<String, Object> options) {
            return null;
        }
    }

    public static final class Failing implements ModelFactory {
        public Failing() {
            throw new IllegalStateException("no luck");
        }

        @Override
        public Model create(Map<String, Object> options) {
            return Nets.dropout();
        }
    }

    static final class Hidden implements ModelFactory {
        private Hidden() {}

        @Override
        public Model create(Map<String, Object> options) {
            return Nets.dropout();
        }
    }

    static Stream<TrainableModel> models() {
        return Stream.of(TrainableModel.of(Nets.batchNorm(new Adam(0.01))), TrainableModel.of(Nets.convolution()));
    }

    private Path saved(TrainableModel model, TrainableModel.SavedParts parts) throws IOException {
        Path file = directory.resolve("model.zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            model.save(out, parts);
        }
        return file;
    }

    private static Model read(Path file) throws IOException {
        return new ModelSource.OfFile(file.toString()).create(HADOOP);
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_file_brings_values_counters_and_updater_state(TrainableModel model) throws IOException {
        model.step(Nets.imageBatch(1, 4), new MetricSums(List.of()));
        model.counters(1, 3);

        TrainingState read = TrainableModel.of(read(saved(model, TrainableModel.SavedParts.WEIGHTS_AND_UPDATER)))
                .state();

        assertThat(read.parameters()).isEqualTo(model.state().parameters());
        assertThat(read.updaterState()).isEqualTo(model.state().updaterState());
        assertThat(read.iteration()).isEqualTo(1);
        assertThat(read.epoch()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_file_of_weights_starts_with_a_fresh_updater(TrainableModel model) throws IOException {
        model.step(Nets.imageBatch(1, 4), new MetricSums(List.of()));
        TrainingState read = TrainableModel.of(read(saved(model, TrainableModel.SavedParts.WEIGHTS)))
                .state();
        assertThat(read.parameters()).isEqualTo(model.state().parameters());
        assertThat(read.updaterState()).containsOnly(0);
    }

    @ParameterizedTest
    @MethodSource("models")
    void objects_in_the_file_are_not_deserialized(TrainableModel model) throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bomb)) {
            out.writeObject(new Bomb());
        }
        Path plain = saved(model, TrainableModel.SavedParts.WEIGHTS_AND_UPDATER);
        Path crafted = directory.resolve("crafted.zip");
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(plain));
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(crafted))) {
            for (String name : List.of(ModelSerializer.PREPROCESSOR_BIN, ModelSerializer.NORMALIZER_BIN)) {
                out.putNextEntry(new ZipEntry(name));
                out.write(bomb.toByteArray());
            }
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                in.transferTo(out);
            }
        }

        TrainingState read = TrainableModel.of(read(crafted)).state();

        assertThat(read.parameters()).isEqualTo(model.state().parameters());
        assertThat(Bomb.EXPLODED).hasValue(0);
    }

    @Test
    void a_missing_file_is_named() {
        Path missing = directory.resolve("missing.zip");
        assertThatExceptionOfType(FileNotFoundException.class)
                .isThrownBy(() -> read(missing))
                .withMessage("Cannot find the model file " + missing);
    }

    @Test
    void a_file_that_is_no_zip_is_named() throws IOException {
        Path text = Files.writeString(directory.resolve("model.txt"), "hello");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(text))
                .withMessage("Not a model file of DL4J: " + text
                        + " (expected a zip archive with configuration.json and coefficients.bin)");
    }

    @Test
    void a_truncated_file_is_named_wherever_it_ends() throws IOException {
        byte[] whole = Files.readAllBytes(
                saved(TrainableModel.of(Nets.dense(new Adam(0.01))), TrainableModel.SavedParts.WEIGHTS));
        Path torn = directory.resolve("torn.zip");
        for (int length = 0; length < whole.length / 2; length += 50) {
            Files.write(torn, Arrays.copyOf(whole, length));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> read(torn))
                    .withMessageContaining(torn.toString());
        }
    }

    @Test
    void a_zip_of_something_else_is_named() throws IOException {
        Path zip = directory.resolve("other.zip");
        byte[] parameters;
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(
                saved(TrainableModel.of(Nets.dense(new Adam(0.01))), TrainableModel.SavedParts.WEIGHTS)))) {
            in.getNextEntry();
            in.getNextEntry();
            parameters = in.readAllBytes();
        }
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("configuration.json"));
            out.write("{}".getBytes());
            out.putNextEntry(new ZipEntry("coefficients.bin"));
            out.write(parameters);
        }
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(zip))
                .withMessage("Cannot read the model in " + zip + ": configuration.json describes neither a "
                        + "MultiLayerNetwork (confs) nor a ComputationGraph (vertices)");
    }

    @Test
    void a_class_gets_its_options() {
        Model model = new ModelSource.OfClass(Maker.class.getName(), Map.of("rate", 0.25)).create(HADOOP);
        assertThat(TrainableModel.of(model).learningRate()).isEqualTo(0.25);
    }

    @Test
    void a_zoo_model_is_created() {
        Model model =
                new ModelSource.OfZoo("mlp", List.of(2, 2, 1), 3, new Sgd(0.5), 9, ZooTop.PUBLISHED).create(HADOOP);
        assertThat(model.params())
                .isEqualTo(
                        Zoo.create("mlp", List.of(2, 2, 1), 3, new Sgd(0.5), 9).params());
    }

    private static void assertClassRefused(String className, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelSource.OfClass(className, Map.of()).create(HADOOP))
                .withMessage(message);
    }

    @Test
    void wrong_classes_are_named() {
        assertClassRefused(
                "com.acme.Nowhere",
                "Cannot find model class com.acme.Nowhere: give its full name, and its jar with --jars");
        assertClassRefused(
                "java.lang.String", "Model class java.lang.String does not implement dev.tandem.model.ModelFactory");
        assertClassRefused(
                Hidden.class.getName(),
                "Cannot make a " + Hidden.class.getName()
                        + ": a model class must be public, with a public constructor without arguments");
        assertClassRefused(
                Failing.class.getName(),
                "The constructor of model class " + Failing.class.getName()
                        + " failed: java.lang.IllegalStateException: no luck");
        assertClassRefused(
                Nothing.class.getName(),
                "Model class " + Nothing.class.getName() + " made no network: its create returned null");
    }
}
