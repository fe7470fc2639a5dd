package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;

class FreezingMistakesTest {

    private static TrainableModel of(Model network, String until, int unfreezeAt) {
        return TrainableModel.of(network, new Freezing(until, unfreezeAt));
    }

    @Test
    void what_cannot_be_frozen_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(FrozenNets.stack(), "layer7", 1))
                .withMessage("Unknown layer in freeze.until: layer7 (known: layer0, layer1, layer2, layer3, layer4)."
                        + " Did you mean layer0?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(FrozenNets.graph(), "input", 1))
                .withMessageStartingWith("Unknown layer in freeze.until: input (known: a_0_bn, a_0_relu, a_1_conv, ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(FrozenNets.graph(), "output", 1))
                .withMessage("Cannot freeze until output: that includes the output layer output, which has to train"
                        + " (choose a layer before it)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Freezing("layer1", 0))
                .withMessage("Invalid freeze.unfreeze_at: 0 (must be >= 1, since epochs are counted from 0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Freezing(" ", 1))
                .withMessage("Invalid freeze.until: ' ' (must be the name of a layer)");
    }

    @Test
    void truncated_backpropagation_is_refused() {
        Model network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .updater(new Sgd(0.1))
                .list()
                .layer(new LSTM.Builder().nIn(2).nOut(3).build())
                .layer(new RnnOutputLayer.Builder()
                        .nIn(3)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .backpropType(BackpropType.TruncatedBPTT)
                .tBPTTLength(2)
                .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainableModel.of(network, new Freezing("layer0", 1)))
                .withMessageStartingWith("Cannot freeze layers of a network with truncated backpropagation");
    }

    @Test
    void at_least_one_parameter_must_train() {
        Model network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder().nIn(2).nOut(3).build())
                .layer(new LossLayer.Builder().activation(Activation.SOFTMAX).build())
                .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(network, "layer0", 1))
                .withMessage("Cannot freeze until layer0: no layer after it has parameters, so nothing would train");
    }
}
