package dev.tandem.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.config.SmallBuiltins.Numbered;
import dev.tandem.model.Freezing;
import dev.tandem.model.TrainableModel;
import dev.tandem.model.Zoo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.learning.config.Adam;

/** Jobs that start from a model that exists. */
class TransferJobTest {

    @TempDir
    Path folder;

    private String file = "";

    @BeforeEach
    void save() throws IOException {
        file = folder.resolve("m.zip").toString();
        ModelSerializer.writeModel(Zoo.create("mlp", List.of(2, 2, 1), 3, new Adam(0.01), 1), file, true);
    }

    private TrainableModel make(String options) {
        Problems problems = new Problems("job.yaml");
        String text = """
                name: x
                model: {file: %s%s}
                data:
                  train: {class: {%s: {length: 7}}}
                """.formatted(file, options, Numbered.class.getName());
        JobFile job = JobFileReader.readText(text, List.of(), Map.of(), problems);
        return LiveJob.make(job, new TandemBuiltins(), problems).model();
    }

    private List<String> mistakes(String options) {
        try {
            make(options);
            return List.of();
        } catch (JobFileException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    @Test
    void aFileIsTakenAsItIs() {
        TrainableModel model = make("");
        assertThat(model.learningRate()).isEqualTo(0.01);
        assertThat(model.definition().freezing()).isNull();
    }

    @Test
    void optimizerTopAndFreezingAreReplaced() {
        TrainableModel model =
                make(", optimizer: {sgd: {learning_rate: 0.5}}, new_top: {classes: 5}, freeze: {until: layer1}");
        assertThat(model.learningRate()).isEqualTo(0.5);
        assertThat(((MultiLayerNetwork) model.network()).layerSize(2)).isEqualTo(5);
        assertThat(model.definition().freezing()).isEqualTo(new Freezing("layer1", Freezing.NEVER));
    }

    @Test
    void mistakesAreReported() {
        assertThat(mistakes(", freeze: {until: layer9}"))
                .containsExactly("model: Unknown layer in freeze.until: layer9 (known: layer0, layer1, layer2)."
                        + " Did you mean layer0? (line 2)");
        assertThat(mistakes(", optimizer: adem"))
                .singleElement()
                .asString()
                .startsWith("model.optimizer: Unknown optimizer: adem (known: ");
    }
}
