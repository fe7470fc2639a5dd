package dev.tandem.train;

import static dev.tandem.train.Fits.DATA;
import static dev.tandem.train.Fits.hash;
import static dev.tandem.train.Fits.network;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.model.Freezing;
import dev.tandem.model.TrainableModel;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Frozen layers in a whole fit. */
@Tag("cluster")
final class FrozenFitTest {

    @RegisterExtension
    static final LocalSpark SPARK = new LocalSpark();

    @TempDir
    Path temporary;

    private static MultiLayerNetwork fit(int unfreezeAt, int epochs, Path directory) throws InterruptedException {
        MultiLayerNetwork network = network(true);
        Trainer.on(SPARK.context())
                .model(TrainableModel.of(network, new Freezing("layer0", unfreezeAt)))
                .replicas(2)
                .averageEvery(2)
                .seed(7)
                .runDirectory(directory.toString())
                .fit(DATA, FitOptions.epochs(epochs));
        return network;
    }

    @Test
    void averagingLeavesFrozenBitsAlone() throws InterruptedException {
        MultiLayerNetwork start = network(true);
        MultiLayerNetwork trained = fit(2, 2, temporary);

        assertThat(trained.getLayer(0).params()).isEqualTo(start.getLayer(0).params());
        assertThat(trained.getLayer(1).params()).isNotEqualTo(start.getLayer(1).params());
    }

    @Test
    void aRunResumedAcrossUnfreezingEndsWithTheBitsOfAnUncutOne() throws InterruptedException {
        MultiLayerNetwork uncut = fit(1, 3, temporary.resolve("uncut"));
        MultiLayerNetwork frozen = fit(1, 1, temporary.resolve("cut"));
        MultiLayerNetwork resumed = fit(1, 3, temporary.resolve("cut"));

        assertThat(hash(resumed)).isEqualTo(hash(uncut));
        assertThat(resumed.getLayer(0).params()).isNotEqualTo(frozen.getLayer(0).params());
        assertThat(frozen.getLayer(0).params())
                .isEqualTo(network(true).getLayer(0).params());
    }

    @Test
    void aRunDoesNotGoOnWithOtherLayersFrozen() throws InterruptedException {
        fit(1, 1, temporary);
        assertThatThrownBy(() -> fit(2, 2, temporary)).hasMessageContaining("model");
    }
}
