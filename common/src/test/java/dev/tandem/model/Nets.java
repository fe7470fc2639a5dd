package dev.tandem.model;

import dev.tandem.data.Batch;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks and batches for them. */
final class Nets {

    static final int CLASSES = 3;

    private Nets() {}

    private static NeuralNetConfiguration.Builder builder(IUpdater updater) {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(updater)
                .l2(0.01)
                .activation(Activation.TANH);
    }

    private static OutputLayer output(int in) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(in)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }

    static MultiLayerConfiguration denseConfiguration(IUpdater updater) {
        return builder(updater)
                .list()
                .layer(new DenseLayer.Builder().nIn(4).nOut(6).build())
                .layer(output(6))
                .build();
    }

    static MultiLayerNetwork dense(IUpdater updater) {
        return ready(new MultiLayerNetwork(denseConfiguration(updater)));
    }

    static MultiLayerNetwork dropout() {
        return ready(new MultiLayerNetwork(builder(new Adam(0.01))
                .list()
                .layer(new DenseLayer.Builder().nIn(4).nOut(6).dropOut(0.5).build())
                .layer(new DenseLayer.Builder().nIn(6).nOut(6).dropOut(0.5).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(6)
                        .nOut(CLASSES)
                        .dropOut(0.8)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build()));
    }

    static MultiLayerNetwork convolution() {
        return ready(new MultiLayerNetwork(builder(new Adam(0.01))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).build())
                .layer(output(0))
                .setInputType(InputType.convolutional(6, 6, 2))
                .build()));
    }

    static MultiLayerNetwork sequence(IUpdater updater) {
        return ready(new MultiLayerNetwork(builder(updater)
                .list()
                .layer(new LSTM.Builder().nIn(4).nOut(5).build())
                .layer(new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(5)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build()));
    }

    static ComputationGraph batchNorm(IUpdater updater) {
        ComputationGraphConfiguration configuration = builder(updater)
                .graphBuilder()
                .addInputs("in")
                .addLayer(
                        "conv",
                        new ConvolutionLayer.Builder(3, 3)
                                .nOut(4)
                                .hasBias(false)
                                .build(),
                        "in")
                .addLayer("norm", new BatchNormalization.Builder().build(), "conv")
                .addLayer("out", output(0), "norm")
                .setOutputs("out")
                .setInputTypes(InputType.convolutional(6, 6, 2))
                .build();
        return ready(new ComputationGraph(configuration));
    }

    /** Two inputs; a class and a number as outputs. */
    static ComputationGraph twoByTwo() {
        ComputationGraphConfiguration configuration = builder(new Adam(0.01))
                .graphBuilder()
                .addInputs("a", "b")
                .addLayer("denseA", new DenseLayer.Builder().nIn(4).nOut(6).build(), "a")
                .addLayer("denseB", new DenseLayer.Builder().nIn(3).nOut(6).build(), "b")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "denseA", "denseB")
                .addLayer("class", output(6), "sum")
                .addLayer(
                        "number",
                        new OutputLayer.Builder(LossFunction.MSE)
                                .nIn(6)
                                .nOut(2)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "sum")
                .setOutputs("class", "number")
                .build();
        return ready(new ComputationGraph(configuration));
    }

    static MultiLayerNetwork ready(MultiLayerNetwork network) {
        network.init();
        OneDnn.accelerate(network);
        return network;
    }

    static ComputationGraph ready(ComputationGraph network) {
        network.init();
        OneDnn.accelerate(network);
        return network;
    }

    /** What an executor makes of a network, with the same values. */
    static TrainableModel replica(Model network) {
        TrainableModel model = TrainableModel.of(network);
        TrainableModel replica = model.definition().build();
        replica.restore(model.state());
        return replica;
    }

    static INDArray random(long seed, long... shape) {
        Random random = new Random(seed);
        int length = 1;
        for (long size : shape) {
            length *= (int) size;
        }
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Nd4j.createFromArray(values).reshape('c', shape);
    }

    /** One-hot rows of shape (samples, classes). */
    static INDArray classes(long seed, int samples) {
        Random random = new Random(seed);
        INDArray targets = Nd4j.zeros(samples, CLASSES);
        for (int i = 0; i < samples; i++) {
            targets.putScalar(i, random.nextInt(CLASSES), 1);
        }
        return targets;
    }

    /** One-hot sequences of shape (samples, classes, steps). */
    static INDArray classSequences(long seed, int samples, int steps) {
        Random random = new Random(seed);
        INDArray targets = Nd4j.zeros(samples, CLASSES, steps);
        for (int i = 0; i < samples; i++) {
            for (int t = 0; t < steps; t++) {
                targets.putScalar(new int[] {i, random.nextInt(CLASSES), t}, 1);
            }
        }
        return targets;
    }

    static Batch denseBatch(long seed, int samples) {
        return Batch.of(random(seed, samples, 4), classes(seed, samples));
    }

    static Batch imageBatch(long seed, int samples) {
        return Batch.of(random(seed, samples, 2, 6, 6), classes(seed, samples));
    }

    static Batch sequenceBatch(long seed, int samples) {
        return Batch.of(random(seed, samples, 4, 5), classSequences(seed, samples, 5));
    }

    static Batch twoByTwoBatch(long seed, int samples) {
        return new Batch(
                List.of(random(seed, samples, 4), random(seed + 1, samples, 3)),
                List.of(classes(seed, samples), random(seed + 2, samples, 2)),
                List.of());
    }
}
