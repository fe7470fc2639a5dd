package dev.tandem.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.model.TrainableModel;
import dev.tandem.model.TrainingState;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.learning.config.Adam;

final class RunControlTest {

    /** DL4J keeps the moments of its layers apart while their learning rates differ, and together once they are the same. */
    private static MultiLayerNetwork twoRates() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(3)
                        .nOut(2)
                        .updater(new Adam(0.1))
                        .build())
                .layer(new OutputLayer.Builder()
                        .nIn(2)
                        .nOut(2)
                        .updater(new Adam(0.01))
                        .build())
                .build());
        network.init();
        return network;
    }

    private static TrainingState numbered(TrainableModel model) {
        float[] updaterState = new float[model.updaterStateCount()];
        for (int i = 0; i < updaterState.length; i++) {
            updaterState[i] = i;
        }
        return new TrainingState(model.state().parameters(), updaterState, new float[] {1}, 7, 1, Double.NaN);
    }

    private static RunControl control(TrainableModel model) {
        return new RunControl(model, new Configuration(false), new RunAccess(Duration.ofMinutes(1)), line -> {});
    }

    @Test
    void learningRate_keepsEachLayersMoments() {
        TrainableModel expected = TrainableModel.of(twoRates());
        TrainingState before = numbered(expected);
        expected.restore(before);
        expected.learningRate(0.5);
        RunControl control = control(TrainableModel.of(twoRates()));
        control.accept(before);

        control.learningRate(0.5);
        TrainingState after = control.state();

        assertThat(after.updaterState())
                .isEqualTo(expected.state().updaterState())
                .isNotEqualTo(before.updaterState());
        assertThat(after.parameters()).isEqualTo(before.parameters()).isNotSameAs(before.parameters());
        assertThat(after.outerState()).isSameAs(before.outerState());
        assertThat(after.iteration()).isEqualTo(7);
        assertThat(after.epoch()).isEqualTo(1);
        assertThat(control.learningRate()).isEqualTo(0.5);
    }

    @Test
    void laterLearningRate_changesNothingElse() {
        RunControl control = control(TrainableModel.of(twoRates()));
        control.learningRate(0.5);
        float[] updaterState = control.state().updaterState();

        control.learningRate(0.25);

        assertThat(control.learningRate()).isEqualTo(0.25);
        assertThat(control.state().updaterState()).isSameAs(updaterState);
    }

    @Test
    void weights_replaceTheParametersOnly() {
        RunControl control = control(TrainableModel.of(twoRates()));
        TrainingState before = numbered(TrainableModel.of(twoRates()));
        control.accept(before);
        float[] weights = new float[before.parameters().length];

        control.weights(weights);

        TrainingState after = control.state();
        assertThat(after.parameters()).containsExactly(weights).isNotSameAs(weights);
        assertThat(after.updaterState()).isSameAs(before.updaterState());
        assertThat(after.outerState()).isSameAs(before.outerState());
        assertThat(after.iteration()).isEqualTo(7);
        assertThat(after.learningRate()).isNaN();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY, 1e300})
    void learningRateThatCannotBe_isRefused(double value) {
        RunControl control = control(TrainableModel.of(twoRates()));

        assertThatThrownBy(() -> control.learningRate(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid learning rate: " + value + " (must be a finite number >= 0)");
    }
}
