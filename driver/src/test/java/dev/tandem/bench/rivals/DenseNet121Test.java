package dev.tandem.bench.rivals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.junit.jupiter.api.Test;

class DenseNet121Test {

    @Test
    void create_hasTheParametersOfThePaper() {
        ComputationGraph network = DenseNet121.create();

        long moments = Arrays.stream(network.getLayers())
                .filter(BatchNormalization.class::isInstance)
                .mapToLong(layer -> layer.numParams() / 2)
                .sum();

        assertThat(network.numParams() - moments).isEqualTo(7_978_856);
    }
}
