package dev.tandem.bench;

import dev.tandem.data.IdxSequence;
import dev.tandem.data.Sequence;
import dev.tandem.model.Zoo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A model and what it trains on, the same for all contenders; Adam with a learning rate of 0.001. */
public enum Workload {
    /** 784-256-10 with ReLU, batches of 64. */
    MLP(64, List.of(28, 28, 1)),
    /** The zoo's LeNet, batches of 64. */
    LENET(64, List.of(28, 28, 1)),
    /** The zoo's ResNet-20 on 32 × 32 × 3, batches of 32. */
    RESNET20(32, List.of(32, 32, 3));

    private static final int CLASSES = 10;
    private static final int SEED = 42;
    private static final double PIXEL = 1 / 255.0;

    private final int batchSize;
    private final List<Integer> inputShape;

    Workload(int batchSize, List<Integer> inputShape) {
        this.batchSize = batchSize;
        this.inputShape = inputShape;
    }

    /** As in the names of rows. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public int batchSize() {
        return batchSize;
    }

    /** An initialized network as DL4J makes it, without oneDNN's helpers. */
    public Model network() {
        return switch (this) {
            case MLP -> mlp();
            case LENET -> Zoo.create("lenet", inputShape, CLASSES, new Adam(0.001), SEED);
            case RESNET20 -> Zoo.create("resnet20", inputShape, CLASSES, new Adam(0.001), SEED);
        };
    }

    private Model mlp() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(SEED)
                .updater(new Adam(0.001))
                .weightInit(WeightInit.RELU)
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(256)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build());
        network.init();
        return network;
    }

    /**
     * Full batches of Fashion-MNIST where the images have its shape and it is there; else of made-up images of the same shape.
     *
     * @param batches how many; Fashion-MNIST has 937 full ones
     */
    public Sequence data(Settings settings, int batches) throws IOException {
        Optional<Path> images = settings.data("fashion-mnist/train-images-idx3-ubyte.gz");
        Optional<Path> labels = settings.data("fashion-mnist/train-labels-idx1-ubyte.gz");
        if (this == RESNET20 || images.isEmpty() || labels.isEmpty()) {
            int[] shape = {batchSize, inputShape.get(2), inputShape.get(0), inputShape.get(1)};
            return new MadeUpImages(batches, shape, CLASSES);
        }
        String imageFile = images.get().toUri().toString();
        String labelFile = labels.get().toUri().toString();
        return new FirstBatches(new IdxSequence(imageFile, labelFile, batchSize, PIXEL, CLASSES), batches);
    }
}
