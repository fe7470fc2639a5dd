package dev.tandem.model;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/** All values of a sample through two dense layers of 256 and 128 units. */
final class Mlp {

    static final String NAME = "mlp";

    private Mlp() {}

    static MultiLayerConfiguration configuration(ZooOptions options) {
        options.top().requireOwn(NAME);
        return options.builder()
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .list()
                .layer(new DenseLayer.Builder().nOut(256).build())
                .layer(new DenseLayer.Builder().nOut(128).build())
                .layer(options.output())
                .setInputType(options.inputType())
                .build();
    }
}
