package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.data.Batch;
import dev.tandem.metric.MetricSums;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
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
        "resnet50, 224, 3, 1000, 25636712",
        "densenet121, 224, 3, 1000, 8062504",
        "densenet169, 224, 3, 1000, 14307880",
        "densenet201, 224, 3, 1000, 20242984",
        "small_resnet, 96, 3, 6, 490350",
    })
    void parameters_are_counted_as_published(String name, int pixels, int channels, int classes, int expected) {
        assertThat(Zoo.create(name, List.of(pixels, pixels, channels), classes, ADAM, 1)
                        .numParams())
                .isEqualTo(expected);
    }

    @Test
    void mlp_learns_rows_as_it_learns_pictures_of_their_values() {
        TrainableModel rows = TrainableModel.of(Zoo.create("mlp", List.of(5), 3, ADAM, 1));
        TrainableModel pictures = TrainableModel.of(Zoo.create("mlp", List.of(1, 5, 1), 3, ADAM, 1));
        Batch batch = Batch.of(Nets.random(1, 8, 5), Nets.classes(1, 8));
        for (int i = 0; i < 3; i++) {
            assertThat(rows.step(batch, new MetricSums(List.of())))
                    .isEqualTo(pictures.step(batch, new MetricSums(List.of())));
        }
    }

    @Test
    void names_are_those_that_can_be_created() {
        assertThat(Zoo.names())
                .containsExactly(
                        "mlp",
                        "lenet",
                        "small_resnet",
                        "resnet20",
                        "resnet50",
                        "densenet_bc",
                        "densenet121",
                        "densenet169",
                        "densenet201");
    }

    @ParameterizedTest
    @CsvSource({"mlp", "lenet", "small_resnet", "resnet20"})
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

    /** Published without the running statistics, and so counted: 769 162 for three channels and ten classes. */
    @Test
    void densenet_bc_has_the_parameters_of_the_paper() {
        ComputationGraph network = (ComputationGraph) Zoo.create("densenet_bc", List.of(32, 32, 3), 10, ADAM, 1);
        long statistics = Arrays.stream(network.getLayers())
                .filter(BatchNormalization.class::isInstance)
                .mapToLong(layer -> layer.numParams() / 2)
                .sum();
        assertThat(network.numParams() - statistics).isEqualTo(769_162);
    }

    @ParameterizedTest
    @CsvSource({"resnet50", "densenet_bc", "densenet121", "densenet169", "densenet201"})
    void large_ones_train_a_step_on_small_images(String name) {
        TrainableModel model = TrainableModel.of(Zoo.create(name, List.of(32, 32, 3), 3, ADAM, 1));
        Batch batch = Batch.of(Nets.random(1, 2, 3, 32, 32), Nets.classes(1, 2));
        float[] before = model.state().parameters();

        assertThat(model.step(batch, new MetricSums(List.of()))).isFinite();

        assertThat(model.state().parameters()).isNotEqualTo(before);
        assertThat(model.predict(batch.inputs()).get(0).shape()).containsExactly(2, 3);
    }

    @Test
    void layers_have_the_names_of_the_keras_applications() {
        ComputationGraph denseNet = (ComputationGraph) Zoo.create("densenet121", List.of(32, 32, 3), 2, ADAM, 1);
        assertThat(denseNet.getConfiguration().getVertices().keySet())
                .hasSize(426)
                .contains("conv1_conv", "conv1_bn", "conv1_relu", "pool1", "conv2_block1_0_bn", "conv2_block1_0_relu")
                .contains("conv2_block1_1_conv", "conv5_block16_2_conv", "conv5_block16_concat", "pool4_pool")
                .contains("bn", "relu", "avg_pool", "predictions");
        ComputationGraph resNet = (ComputationGraph) Zoo.create("resnet50", List.of(32, 32, 3), 2, ADAM, 1);
        assertThat(resNet.getConfiguration().getVertices().keySet())
                .hasSize(174)
                .contains("conv1_conv", "pool1_pool", "conv2_block1_0_conv", "conv5_block3_3_bn", "conv5_block3_add")
                .contains("conv5_block3_out", "avg_pool", "predictions");
    }

    @Test
    void biases_before_a_batch_norm_stay_next_to_0() {
        TrainableModel model = TrainableModel.of(Zoo.create("resnet50", List.of(32, 32, 3), 3, new Adam(0.001), 1));
        Batch batch = Batch.of(Nets.random(1, 4, 3, 64, 64), Nets.classes(1, 4));
        model.step(batch, new MetricSums(List.of()));
        ComputationGraph network = (ComputationGraph) model.network();
        INDArray bias = network.getLayer("conv2_block1_1_conv").getParam("b");
        assertThat(bias.amaxNumber().doubleValue()).isLessThan(1e-4);
        assertThat(model.learningRate()).isEqualTo(0.001);
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

    /** Runs of earlier versions know their model by it. */
    @ParameterizedTest
    @CsvSource({
        "mlp, 57b0ff0b663608a38fcb7f2a67fed61b56d07fa57503a2af18bd3159d198a8c6",
        "lenet, 6a9d7067e3b120e38d72e56e6a7f2292b99d824435a2c6756ce7db4231651667",
        "resnet20, 610e7f4144bedeea08c3c6ebe6c6d81c1bf654ee09761e525e24a8d5f8ec4287"
    })
    void definitions_stay_what_they_were(String name, String expected) {
        TrainableModel model = TrainableModel.of(Zoo.create(name, List.of(16, 16, 1), 2, ADAM, 1));
        assertThat(model.definition().sha256()).isEqualTo(expected);
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
                .withMessage(
                        "Unknown zoo model: resnet2 (known: mlp, lenet, small_resnet, resnet20, resnet50, densenet_bc,"
                                + " densenet121, densenet169, densenet201, and DL4J's own as dl4j/NAME). Did you mean resnet20?");
    }

    @Test
    void shapes_that_do_not_fit_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Zoo.create("lenet", List.of(15, 28, 1), 10, ADAM, 1))
                .withMessage("Invalid input_shape: [15, 28, 1] (lenet needs at least 16 x 16 pixels)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Zoo.create("mlp", List.of(28, 28), 10, ADAM, 1))
                .withMessage(
                        "Invalid input_shape: [28, 28] (must be [height, width, channels], or [features], each at least 1)");
        for (String pictures : List.of("lenet", "dl4j/SimpleCNN")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Zoo.create(pictures, List.of(28), 10, ADAM, 1))
                    .withMessage("Invalid input_shape: [28] (" + pictures
                            + " needs pictures: [height, width, channels]; of rows, mlp makes a model)");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Zoo.create("mlp", List.of(28, 28, 1), 0, ADAM, 1))
                .withMessage("Invalid classes: 0 (must be >= 1)");
    }
}
