package dev.tandem.model;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;

/** Networks of both kinds for images of 8 × 8 × 2, with what is hard to freeze: batch norms, dropout, joins, weight decay, momentum. */
final class FrozenNets {

    private FrozenNets() {}

    /** Convolution, batch norm, dropout, dense, output: 72 and 16 parameters in the first two. */
    static Model stack() {
        return new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(0.01))
                .l2(0.1)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).hasBias(false).build())
                .layer(new BatchNormalization.Builder().build())
                .layer(new ActivationLayer.Builder()
                        .activation(Activation.RELU)
                        .dropOut(0.5)
                        .build())
                .layer(new DenseLayer.Builder().nOut(5).build())
                .layer(new OutputLayer.Builder()
                        .nOut(Nets.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(8, 8, 2))
                .build());
    }

    /** Two dense blocks with a transition between them. */
    static Model graph() {
        ZooOptions options =
                new ZooOptions(List.of(8, 8, 2), Nets.CLASSES, new Nesterovs(0.05, 0.9), 3, ZooTop.PUBLISHED);
        GraphLayers layers = options.graph(0.1, GraphLayers.Padding.HALF, GraphLayers.usualNorm());
        DenseNet net = new DenseNet(layers, 2);
        String last = net.block("b_", net.transition("t_", net.block("a_", "input")));
        return new ComputationGraph(layers.classify(options, "pool", "output", last));
    }
}
