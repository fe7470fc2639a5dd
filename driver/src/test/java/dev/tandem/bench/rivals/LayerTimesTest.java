package dev.tandem.bench.rivals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.bench.MadeUpImages;
import dev.tandem.data.Batch;
import dev.tandem.model.Zoo;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

class LayerTimesTest {

    private final Batch batch = new MadeUpImages(1, new int[] {2, 3, 8, 8}, 10).get(0);

    private static ComputationGraph network() {
        return (ComputationGraph) Zoo.create("resnet20", List.of(8, 8, 3), 10, new Adam(0.001), 1);
    }

    @Test
    void perStep_watchesEachKindInBothDirections() {
        Map<String, Double> times = new LayerTimes(network()).perStep(batch, 1);

        assertThat(times)
                .containsOnlyKeys(
                        "convolution.forward",
                        "batch_norm.forward",
                        "relu.forward",
                        "join.forward",
                        "pooling.forward",
                        "convolution.backward",
                        "batch_norm.backward",
                        "relu.backward",
                        "join.backward",
                        "pooling.backward",
                        "step");
        double parts = times.values().stream().mapToDouble(Double::doubleValue).sum() - times.get("step");
        assertThat(parts).isBetween(0.0, times.get("step"));
    }

    @Test
    void perStep_trainsAsWithoutStopwatches() {
        ComputationGraph plain = network();
        plain.fit(batch.inputs().toArray(INDArray[]::new), batch.targets().toArray(INDArray[]::new));
        plain.fit(batch.inputs().toArray(INDArray[]::new), batch.targets().toArray(INDArray[]::new));
        ComputationGraph watched = network();

        new LayerTimes(watched).perStep(batch, 1);

        assertThat(watched.params()).isEqualTo(plain.params());
    }
}
