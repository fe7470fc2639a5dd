package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.data.Batch;
import dev.tandem.metric.MetricSums;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;

class Dl4jZooTest {

    private static TrainableModel create(String name, int pixels) {
        return TrainableModel.of(
                Zoo.create("dl4j/" + name, List.of(pixels, pixels, 3), 3, new Nesterovs(0.01, 0.9), 1));
    }

    @ParameterizedTest
    @CsvSource({
        "AlexNet, 96",
        "Darknet19, 32",
        "FaceNetNN4Small2, 96",
        "InceptionResNetV1, 80",
        "LeNet, 28",
        "ResNet50, 192",
        "SqueezeNet, 48",
        "VGG16, 32",
        "Xception, 71",
    })
    void each_takes_shape_classes_and_optimizer_and_trains_a_step(String name, int pixels) {
        TrainableModel model = create(name, pixels);
        Batch batch = Batch.of(Nets.random(1, 2, 3, pixels, pixels), Nets.classes(1, 2));

        assertThat(model.step(batch, new MetricSums(List.of()))).isFinite();
        assertThat(model.learningRate()).isEqualTo(0.01);
    }

    @Test
    void the_seed_decides_the_values() {
        assertThat(values(1)).isEqualTo(values(1)).isNotEqualTo(values(2));
        assertThat(values(0)).isEqualTo(values(0));
    }

    private static INDArray values(long seed) {
        return Zoo.create("dl4j/LeNet", List.of(28, 28, 1), 3, new Adam(0.1), seed)
                .params();
    }

    @Test
    void a_segmenting_network_takes_masks() {
        TrainableModel model = create("UNet", 32);
        Batch batch = Batch.of(Nets.random(1, 1, 3, 32, 32), Nd4j.ones(1, 1, 32, 32));

        assertThat(model.step(batch, new MetricSums(List.of()))).isFinite();
    }

    @Test
    void a_detecting_network_can_be_made() {
        assertThat(create("TinyYOLO", 416).learningRate()).isEqualTo(0.01);
    }

    @Test
    void one_without_a_loss_is_refused_for_training() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create("SimpleCNN", 48))
                .withMessageContaining("output is a org.deeplearning4j.nn.layers.ActivationLayer: expected an output");
    }

    @Test
    void an_unknown_name_is_answered_with_the_known_ones() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create("SqueezNet", 48))
                .withMessage("Unknown zoo model: dl4j/SqueezNet (known: dl4j/AlexNet, dl4j/Darknet19,"
                        + " dl4j/FaceNetNN4Small2, dl4j/InceptionResNetV1, dl4j/LeNet, dl4j/ResNet50, dl4j/SimpleCNN,"
                        + " dl4j/SqueezeNet, dl4j/TinyYOLO, dl4j/UNet, dl4j/VGG16, dl4j/VGG19, dl4j/Xception, dl4j/YOLO2)."
                        + " Did you mean SqueezeNet?");
    }

    @Test
    void shapes_and_options_that_do_not_fit_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create("ResNet50", 64))
                .withMessageStartingWith("Cannot make dl4j/ResNet50 for input_shape [64, 64, 3]: ");
        ZooTop top = new ZooTop(ZooTop.Kind.OWN, ZooTop.Pooling.AVG, 0.2);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Zoo.create("dl4j/LeNet", new ZooOptions(List.of(28, 28, 1), 3, new Adam(0.1), 1, top)))
                .withMessage("Invalid option for dl4j/LeNet: DL4J's models are made whole (leave out include_top,"
                        + " pooling and dropout)");
    }
}
