package dev.tandem.train;

import dev.tandem.callback.History;
import dev.tandem.data.TrainingData;
import dev.tandem.model.TrainableModel;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Small fits of two replicas, averaging every second step. */
final class Fits {

    /** Ten batches. */
    static final Samples DATA = new Samples(40, 4, 12, 3);

    private Fits() {}

    static MultiLayerNetwork network(boolean adam) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(adam ? new Adam(0.01) : new Sgd(0.1))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(12)
                        .nOut(8)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nIn(8)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return network;
    }

    static String hash(MultiLayerNetwork network) {
        return TrainableModel.of(network).state().parametersSha256();
    }

    static History fit(
            String master, MultiLayerNetwork network, TrainingData data, FitOptions options, String... directory)
            throws InterruptedException {
        try (JavaSparkContext spark = TestSpark.open(master)) {
            Trainer trainer =
                    Trainer.on(spark).model(network).replicas(2).averageEvery(2).seed(7);
            return (directory.length == 0 ? trainer : trainer.runDirectory(directory[0])).fit(data, options);
        }
    }

    static String trained(String master, TrainingData data, FitOptions options) throws InterruptedException {
        MultiLayerNetwork network = network(true);
        fit(master, network, data, options);
        return hash(network);
    }
}
