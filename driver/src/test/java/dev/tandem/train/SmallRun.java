package dev.tandem.train;

import dev.tandem.checkpoint.WhenBusy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Three replicas that commit after each round, small enough to be trained again and again. */
final class SmallRun {

    static final int CLASSES = 3;

    private SmallRun() {}

    /** A network with dropout and Adam. */
    enum Network {
        MLP(12, InputType.feedForward(12), () -> List.of(dense(16), output())),
        LENET(
                784,
                InputType.convolutionalFlat(28, 28, 1),
                () -> List.of(
                        new ConvolutionLayer.Builder(5, 5).nOut(6).build(),
                        new SubsamplingLayer.Builder().build(),
                        new ConvolutionLayer.Builder(5, 5).nOut(16).build(),
                        new SubsamplingLayer.Builder().build(),
                        dense(84),
                        output()));

        private final int features;
        private final InputType input;
        private final Supplier<List<Layer>> layers;

        Network(int features, InputType input, Supplier<List<Layer>> layers) {
            this.features = features;
            this.input = input;
            this.layers = layers;
        }

        MultiLayerNetwork initialized() {
            MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                    .seed(5)
                    .updater(new Adam(0.02))
                    .list(layers.get().toArray(Layer[]::new))
                    .setInputType(input)
                    .build());
            network.init();
            return network;
        }

        /** What to train on, or to validate with. */
        Samples samples(int samples, int batchSize) {
            return new Samples(samples, batchSize, features, CLASSES);
        }

        private static DenseLayer dense(int outputs) {
            return new DenseLayer.Builder()
                    .nOut(outputs)
                    .activation(Activation.RELU)
                    .dropOut(0.8)
                    .build();
        }

        private static OutputLayer output() {
            return new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(CLASSES)
                    .activation(Activation.SOFTMAX)
                    .build();
        }
    }

    static Trainer trainer(JavaSparkContext spark, MultiLayerNetwork network, Path directory) {
        return Trainer.on(spark)
                .model(network)
                .replicas(3)
                .averageEvery(2)
                .seed(7)
                .checkpoint(every(1))
                .runDirectory(directory.toString());
    }

    /** A commit after so many rounds. */
    static CheckpointOptions every(int rounds) {
        return new CheckpointOptions(
                new CheckpointOptions.Every.Rounds(rounds),
                2,
                Duration.ofDays(1),
                Optional.empty(),
                WhenBusy.WAIT,
                Duration.ofMinutes(1));
    }
}
