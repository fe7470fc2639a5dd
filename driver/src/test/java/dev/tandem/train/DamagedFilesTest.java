package dev.tandem.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.data.IdxSequence;
import dev.tandem.data.Sequence;
import dev.tandem.image.ImageSequence;
import dev.tandem.image.SampleImages;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;

/** Skipping batches of real files that are damaged. */
@Tag("cluster")
final class DamagedFilesTest {

    @RegisterExtension
    static final LocalSpark SPARK = new LocalSpark();

    @TempDir
    private Path temporary;

    private static MultiLayerNetwork network(int size, int channels, int classes) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .list()
                .layer(new OutputLayer.Builder()
                        .nOut(classes)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(size, size, channels))
                .build());
        network.init();
        return network;
    }

    private void fit(MultiLayerNetwork network, Sequence data, FitOptions options) throws InterruptedException {
        Trainer.on(SPARK.context())
                .model(network)
                .replicas(2)
                .runDirectory(temporary.resolve("run").toString())
                .fit(data, options.order(FitOptions.Order.SEQUENTIAL));
    }

    @Test
    void truncatedPicture_failsByName_orIsSkippedByName() throws IOException, InterruptedException {
        Path folder = temporary.resolve("shapes");
        SampleImages.write(folder, 1, 4, 1);
        Path torn;
        try (Stream<Path> pictures = Files.walk(folder.resolve("train"))) {
            torn = pictures.filter(Files::isRegularFile).sorted().toList().get(10);
        }
        byte[] content = Files.readAllBytes(torn);
        Files.write(torn, Arrays.copyOf(content, content.length / 2));
        Sequence data = ImageSequence.fromDirectory(folder.resolve("train").toString())
                .imageSize(32, 32, 3)
                .batchSize(3)
                .scale(1 / 255.0)
                .open();

        assertThatThrownBy(() -> fit(network(32, 3, 6), data, FitOptions.epochs(1)))
                .isInstanceOf(TrainingFaultException.class)
                .hasMessageStartingWith("Cannot read batch ")
                .hasMessageContaining(torn + " is not a readable image: ");
        fit(network(32, 3, 6), data, FitOptions.epochs(1).skipBadBatches(1));
        assertThat(ledger())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line)
                        .contains("\"length\":8,\"covered\":7,\"missing\":0,\"duplicated\":0")
                        .contains(torn + " is not a readable image: "));
    }

    private List<String> ledger() throws IOException {
        return Files.readAllLines(temporary.resolve("run/ledger.jsonl"));
    }

    private Path idx(String name, byte[] content, int... sizes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0x800 | sizes.length);
        for (int size : sizes) {
            out.writeInt(size);
        }
        out.write(content);
        return Files.write(temporary.resolve(name), bytes.toByteArray());
    }

    @Test
    void impossibleLabel_failsByName_orIsSkippedByName() throws IOException, InterruptedException {
        Path images = idx("images", new byte[12 * 4], 12, 2, 2);
        Path labels = idx("labels", new byte[] {0, 1, 0, 1, 0, 9, 0, 1, 0, 1, 0, 1}, 12);
        Sequence data = new IdxSequence(images.toString(), labels.toString(), 2, 1, 2);
        String reason =
                "Cannot read batch 2: " + labels + " has the label 9 at sample 5: with classes 2 labels go from 0 to 1";

        assertThatThrownBy(() -> fit(network(2, 1, 2), data, FitOptions.epochs(1)))
                .isInstanceOf(TrainingFaultException.class)
                .hasMessage(reason);
        fit(network(2, 1, 2), data, FitOptions.epochs(1).skipBadBatches(1));
        assertThat(ledger()).singleElement().asString().contains("\"index\":2,\"reason\":\"" + reason + "\"");
    }
}
