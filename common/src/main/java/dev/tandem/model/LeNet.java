package dev.tandem.model;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/**
 * LeNet in the widespread form of 20 and 50 filters of 5 × 5 and 500 units, with ReLU and max pooling (after LeCun et al., "Gradient-Based
 * Learning Applied to Document Recognition", 1998).
 */
final class LeNet {

    private LeNet() {}

    static MultiLayerConfiguration configuration(ZooOptions options) {
        options.requireAtLeast("lenet", 16);
        options.top().requirePooledFor("lenet");
        ListBuilder layers = options.builder()
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .list()
                .layer(new ConvolutionLayer.Builder(5, 5).nOut(20).build())
                .layer(halved())
                .layer(new ConvolutionLayer.Builder(5, 5).nOut(50).build())
                .layer(halved())
                .layer(top(options.top()));
        return layers.layer(options.output()).setInputType(options.inputType()).build();
    }

    private static Layer top(ZooTop top) {
        return top.kind() == ZooTop.Kind.OWN
                ? new DenseLayer.Builder().nOut(500).build()
                : new GlobalPoolingLayer.Builder(top.pooling().type()).build();
    }

    private static SubsamplingLayer halved() {
        return new SubsamplingLayer.Builder(PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(2, 2)
                .build();
    }
}
