package dev.tandem.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tandem.data.Batch;
import dev.tandem.metric.MetricSums;
import dev.tandem.model.TrainableModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class ConverterTest {

    @TempDir
    static Path cases;

    @TempDir
    Path scratch;

    @BeforeAll
    static void unpack() throws IOException {
        Cases.unpack(cases);
    }

    static List<String> names() throws IOException {
        return Cases.names(cases);
    }

    @ParameterizedTest
    @MethodSource("names")
    void predictions_areThoseOfKeras(String name) throws IOException {
        TrainableModel model = read(Cases.model(cases.resolve(name)), Compile.asSaved());

        List<INDArray> outputs = model.predict(Cases.arrays(cases.resolve(name), "in"));

        List<INDArray> expected = Cases.arrays(cases.resolve(name), "out");
        assertThat(outputs).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(outputs.get(i).shape()).isEqualTo(expected.get(i).shape());
            assertThat(outputs.get(i).sub(expected.get(i)).amaxNumber().doubleValue())
                    .isLessThan(1e-5);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void model_trains(String name) throws IOException {
        TrainableModel model = read(Cases.model(cases.resolve(name)), Compile.asSaved());
        INDArray before = model.network().params().dup();
        List<INDArray> targets = Cases.arrays(cases.resolve(name), "out").stream()
                .map(output -> output.rsub(1))
                .toList();

        double loss = model.step(
                new Batch(Cases.arrays(cases.resolve(name), "in"), targets, List.of()), new MetricSums(List.of()));

        assertThat(loss).isFinite();
        assertThat(model.network().params().toFloatVector()).isNotEqualTo(before.toFloatVector());
    }

    @ParameterizedTest
    @CsvSource({
        "dl4j_cnn1d_flatten_tf_keras2, 100x20, 1",
        "dl4j_cnn_batch_norm, 3x10x10, 1",
        "dl4j_cnn_tf_model, 3x8x8, 3",
        "dl4j_conv2d_tensorflow_2, 5x5x5, 6x3x3",
        "dl4j_elephas_sequential, 784, 10",
        "dl4j_model, 70, 2"
    })
    void publishedFile_trains(String name, String input, String output) throws IOException {
        Path file = Path.of(System.getProperty("tandem.data", "")).resolve("keras-models/" + name + ".h5");
        assumeThat(Files.exists(file)).as("no " + file).isTrue();
        TrainableModel model = read(file, Compile.asSaved().withLoss("mse").withOptimizer("sgd", Map.of()));

        double loss = model.step(
                new Batch(List.of(Nd4j.ones(shape(input))), List.of(Nd4j.ones(shape(output))), List.of()),
                new MetricSums(List.of()));

        assertThat(loss).isFinite();
    }

    @Test
    void withoutLoss_saysWhichKeyToAdd() {
        Path file = Path.of(System.getProperty("tandem.data", "")).resolve("keras-models/dl4j_model.h5");
        assumeThat(Files.exists(file)).as("no " + file).isTrue();

        assertThatThrownBy(() -> read(file, Compile.asSaved()))
                .hasMessageStartingWith("it was saved without an optimizer. Add the key optimizer: beside keras:");
        assertThatThrownBy(() -> read(file, Compile.asSaved().withOptimizer("adam", Map.of())))
                .hasMessageStartingWith("it was saved without a loss. Add the key loss: beside keras:");
    }

    private TrainableModel read(Path file, Compile compile) throws IOException {
        return TrainableModel.of(new Converter(compile).read(file, scratch).network());
    }

    private static long[] shape(String sizes) {
        return java.util.stream.LongStream.concat(
                        java.util.stream.LongStream.of(2),
                        java.util.Arrays.stream(sizes.split("x")).mapToLong(Long::parseLong))
                .toArray();
    }
}
