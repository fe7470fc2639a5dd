package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.data.Batch;
import dev.tandem.metric.MetricSums;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

class ZooTest {

    private static final Adam ADAM = new Adam(0.001);

    @ParameterizedTest
    @CsvSource({
        "mlp, 28, 1, 10, 235146",
        "lenet, 28, 1, 10, 431080",
        "lenet, 32, 3, 6, 655076",
        "resnet20, 32, 3, 10, 274042",
        "resnet20, 32, 3, 100, 279892",
    })
    void parameters_are_counted_as_in_the_papers(String name, int pixels, int channels, int classes, int expected) {
        assertThat(Zoo.create(name, List.of(pixels, pixels, channels), classes, ADAM, 1)
                        .numParams())
                .isEqualTo(expected);
    }

    @Test
    void names_are_those_that_can_be_created() {
        assertThat(Zoo.names()).containsExactly("mlp", "lenet", "resnet20");
    }

    @ParameterizedTest
    @CsvSource({"mlp", "lenet", "resnet20"})
    void each_learns_a_batch_of_images(String name) {
        TrainableModel model = TrainableModel.of(Zoo.create(name, List.of(16, 16, 2), 3, ADAM, 1));
        Batch batch = Batch.of(Nets.random(1, 8, 2, 16, 16), Nets.classes(1, 8));
        double first = model.step(batch, new MetricSums(List.of()));
        double last = first;
        for (int i = 0; i < 5; i++) {
            last = model.step(batch, new MetricSums(List.of()));
        }
        assertThat(last).isLessThan(first);
        assertThat(model.predict(batch.inputs()).get(0).shape()).containsExactly(8, 3);
    }

    @Test
    void an_mlp_also_takes_flat_rows() {
        TrainableModel model = TrainableModel.of(Zoo.create("mlp", List.of(4, 4, 1), 3, ADAM, 1));
        INDArray images = Nets.random(1, 2, 1, 4, 4);
        assertThat(model.predict(List.of(images.reshape(2, 16))).get(0))
                .isEqualTo(model.predict(List.of(images)).get(0));
    }

    @Test
    void one_class_is_a_sigmoid() {
        TrainableModel model = TrainableModel.of(Zoo.create("mlp", List.of(2, 2, 1), 1, ADAM, 1));
        INDArray predictions =
                model.predict(List.of(Nets.random(1, 3, 1, 2, 2))).get(0);
        assertThat(predictions.shape()).containsExactly(3, 1);
        assertThat(predictions.minNumber().doubleValue()).isPositive();
        assertThat(predictions.maxNumber().doubleValue()).isLessThan(1);
        assertThat(predictions.sumNumber().doubleValue()).isNotEqualTo(3);
    }

    @Test
    void seed_and_optimizer_are_taken() {
        INDArray one = Zoo.create("mlp", List.of(2, 2, 1), 3, new Nesterovs(0.2, 0.9), 1)
                .params();
        INDArray same = Zoo.create("mlp", List.of(2, 2, 1), 3, new Sgd(0.1), 1).params();
        INDArray other = Zoo.create("mlp", List.of(2, 2, 1), 3, new Sgd(0.1), 2).params();
        assertThat(same).isEqualTo(one);
        assertThat(other).isNotEqualTo(one);
        assertThat(TrainableModel.of(Zoo.create("lenet", List.of(16, 16, 1), 3, new Nesterovs(0.2, 0.9), 1))
                        .learningRate())
                .isEqualTo(0.2);
    }

    @Test
    void seed_0_gives_the_same_values_each_time() {
        INDArray one = Zoo.create("lenet", List.of(16, 16, 1), 3, ADAM, 0).params();
        for (int i = 0; i < 5; i++) {
            assertThat(Zoo.create("lenet", List.of(16, 16, 1), 3, ADAM, 0).params())
                    .isEqualTo(one);
        }
    }

    @Test
    void height_comes_before_width_and_channels_last() {
        TrainableModel model = TrainableModel.of(Zoo.create("lenet", List.of(16, 20, 3), 2, ADAM, 1));
        assertThat(model.predict(List.of(Nd4j.zeros(1, 3, 16, 20))).get(0).shape())
                .containsExactly(1, 2);
    }

    @Test
    void kinds_of_network() {
        assertThat(Zoo.create("lenet", List.of(16, 16, 1), 2, ADAM, 1)).isInstanceOf(MultiLayerNetwork.class);
        assertThat(Zoo.create("resnet20", List.of(8, 8, 1), 2, ADAM, 1)).isInstanceOf(ComputationGraph.class);
    }

    @Test
    void an_unknown_name_is_answered_with_the_nearest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Zoo.create("resnet2", List.of(32, 32, 3), 10, ADAM, 1))
                .withMessage("Unknown zoo model: resnet2 (known: mlp, lenet, resnet20). Did you mean resnet20?");
    }

    @Test
    void shapes_that_do_not_fit_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Zoo.create("lenet", List.of(15, 28, 1), 10, ADAM, 1))
                .withMessage("Invalid input_shape: [15, 28, 1] (lenet needs at least 16 x 16 pixels)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Zoo.create("mlp", List.of(28, 28), 10, ADAM, 1))
                .withMessage("Invalid input_shape: [28, 28] (must be [height, width, channels], each at least 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Zoo.create("mlp", List.of(28, 28, 1), 0, ADAM, 1))
                .withMessage("Invalid classes: 0 (must be >= 1)");
    }
}
