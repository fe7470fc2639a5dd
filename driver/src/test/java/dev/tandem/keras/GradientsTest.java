package dev.tandem.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Gradients of layers that are Tandem's own, beside differences of the loss, on models as their files give them back. */
final class GradientsTest {

    private static final double STEP = 1e-6;

    @TempDir
    static Path cases;

    @TempDir
    Path scratch;

    @BeforeAll
    static void unpack() throws IOException {
        Cases.unpack(cases);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gru_2",
                "gru_reset_after_keras",
                "masked_keras",
                "normalizations_3",
                "shared_2",
                "shared_keras",
                "weighted_steps_2",
                "squeeze_2",
                "without_biases_2",
                "resizing_keras",
                "groups_3",
                "separable1d_keras",
                "each_step_keras",
                "zeros_keras"
            })
    void gradients_areThoseOfTheLoss(String name) throws IOException {
        Path folder = cases.resolve(name);
        Path zip = scratch.resolve("model.zip");
        ModelSerializer.writeModel(
                new Converter(Compile.asSaved())
                        .read(Cases.model(folder), scratch)
                        .network(),
                zip.toFile(),
                false);
        ComputationGraph network =
                ModelSerializer.restoreComputationGraph(zip.toFile()).convertDataType(DataType.DOUBLE);
        network.setInputs(doubles(Cases.arrays(folder, "in")));
        INDArray[] targets = doubles(Cases.arrays(folder, "out").stream()
                .map(output -> output.rsub(1))
                .toList());
        long batch = targets[0].size(0);

        score(network, folder, targets);
        INDArray gradients = network.getFlattenedGradients().dup();

        INDArray parameters = network.params();
        long stride = Math.max(1, parameters.length() / 60);
        for (long i = 0; i < parameters.length(); i += stride) {
            double value = parameters.getDouble(i);
            parameters.putScalar(i, value + STEP);
            double above = score(network, folder, targets);
            parameters.putScalar(i, value - STEP);
            double below = score(network, folder, targets);
            parameters.putScalar(i, value);
            assertThat(gradients.getDouble(i) / batch)
                    .as("parameter " + i)
                    .isCloseTo((above - below) / (2 * STEP), within(2e-6));
        }
    }

    private static double score(ComputationGraph network, Path folder, INDArray[] targets) {
        network.setInputs(doubles(Cases.arrays(folder, "in")));
        network.setLabels(targets);
        network.computeGradientAndScore();
        return network.score();
    }

    private static INDArray[] doubles(List<INDArray> arrays) {
        return arrays.stream().map(array -> array.castTo(DataType.DOUBLE)).toArray(INDArray[]::new);
    }
}
