package dev.tandem.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnlikeKerasTest {

    @Test
    void maskOfTheResult_isSaidNotToReachTheLoss() throws IOException {
        Conversion made = convert(
                "{'class_name': 'Sequential', 'config': {'layers': ["
                        + "{'class_name': 'Embedding', 'config': {'name': 'e', 'batch_input_shape': [null, 4],"
                        + " 'input_dim': 3, 'output_dim': 2, 'mask_zero': true}},"
                        + "{'class_name': 'Activation', 'config': {'name': 'a', 'activation': 'relu'}}]}}",
                new Array("embeddings", new long[] {3, 2}, new float[6]));

        assertThat(made.warnings())
                .containsExactly("layer 1 'a' (Activation): time steps that its mask leaves out count in the loss here;"
                        + " Keras leaves them out");
    }

    @Test
    void batchNormOfSeveralCalls_isSaidToTakeThemTogether() throws IOException {
        Array numbers = new Array("numbers", new long[] {2}, new float[] {1, 1});

        Conversion made = convert(
                "{'class_name': 'Model', 'config': {'layers': [" + input("a") + "," + input("b") + ","
                        + "{'class_name': 'BatchNormalization', 'config': {'name': 'n', 'momentum': 0.9, 'epsilon': 0.001}, 'inbound_nodes':"
                        + " [[['a', 0, 0]], [['b', 0, 0]]]},"
                        + "{'class_name': 'Subtract', 'config': {'name': 's'}, 'inbound_nodes':"
                        + " [[['n', 0, 0], ['n', 1, 0]]]}],"
                        + "'input_layers': [['a', 0, 0], ['b', 0, 0]], 'output_layers': [['s', 0, 0]]}}",
                numbers,
                numbers,
                numbers,
                numbers);

        assertThat(made.warnings())
                .containsExactly("layer 2 'n' (BatchNormalization): it is called several times, and in training its"
                        + " mean and variance are those of all calls together; Keras takes those of each call");
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.2, false",
        "2.2.4, false",
        "2.3.1, false",
        "2.2.4-tf, true",
        "2.4.0, true",
        "2.11.0, true",
        "3.0.5, true"
    })
    void zerosInMaskedSteps_areThoseOfTensorFlow2AndKeras3(String version, boolean hasZeros) {
        SavedModel saved =
                new SavedModel(version, "", MissingNode.getInstance(), MissingNode.getInstance(), layer -> List.of());

        assertThat(saved.hasZerosInMaskedSteps()).isEqualTo(hasZeros);
    }

    private static String input(String name) {
        return "{'class_name': 'InputLayer', 'config': {'name': '" + name
                + "', 'batch_input_shape': [null, 2]}, 'inbound_nodes': []}";
    }

    private static Conversion convert(String model, Array... values) throws IOException {
        SavedModel saved =
                new SavedModel("2.2.4", "", json(model), MissingNode.getInstance(), layer -> List.of(values));
        return new Converter(Compile.asSaved().withLoss("mse").withOptimizer("adam", Map.of())).network(saved);
    }

    private static JsonNode json(String quoted) throws IOException {
        return new ObjectMapper().readTree(quoted.replace('\'', '"'));
    }
}
