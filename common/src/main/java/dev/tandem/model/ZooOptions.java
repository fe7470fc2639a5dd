package dev.tandem.model;

import dev.tandem.model.GraphLayers.Padding;
import dev.tandem.plan.Seeds;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * What a model of the zoo is made for.
 *
 * @param inputShape of one sample: height, width and channels of a picture, or the number of features of a row
 * @param classes columns of the targets; 1 for a yes or no, which is a sigmoid with binary cross entropy instead of a softmax
 * @param optimizer trains all layers; as from {@link Optimizers#named}
 * @param seed of the random values
 * @param top what stands before the classes
 */
public record ZooOptions(List<Integer> inputShape, int classes, IUpdater optimizer, long seed, ZooTop top) {

    public ZooOptions {
        inputShape = List.copyOf(inputShape);
        if ((inputShape.size() != 3 && inputShape.size() != 1)
                || inputShape.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("Invalid input_shape: " + inputShape
                    + " (must be [height, width, channels], or [features], each at least 1)");
        }
        ClassOutput.requireClasses(classes);
    }

    void requirePictures(String model) {
        if (inputShape.size() != 3) {
            throw new IllegalArgumentException("Invalid input_shape: " + inputShape + " (" + model
                    + " needs pictures: [height, width, channels]; of rows, mlp makes a model)");
        }
    }

    void requireAtLeast(String model, int pixels) {
        if (inputShape.get(0) < pixels || inputShape.get(1) < pixels) {
            throw new IllegalArgumentException("Invalid input_shape: " + inputShape + " (" + model + " needs at least "
                    + pixels + " x " + pixels + " pixels)");
        }
    }

    NeuralNetConfiguration.Builder builder() {
        return new NeuralNetConfiguration.Builder().seed(drawnSeed()).updater(optimizer);
    }

    long drawnSeed() {
        return drawnSeed(seed);
    }

    /** Never 0, which ND4J takes for no seed and draws by the clock. */
    static long drawnSeed(long seed) {
        return seed == 0 ? Seeds.derive(0) : seed;
    }

    InputType inputType() {
        return inputShape.size() == 1
                ? InputType.feedForward(inputShape.get(0))
                : InputType.convolutional(inputShape.get(0), inputShape.get(1), inputShape.get(2));
    }

    /** A graph of rectified convolutions that begins at {@code input}. */
    GraphLayers graph(double weightDecay, Padding padding, BatchNormalization batchNorm) {
        GraphBuilder graph = builder()
                .weightInit(WeightInit.RELU)
                .l2(weightDecay)
                .activation(Activation.IDENTITY)
                .convolutionMode(ConvolutionMode.Same)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(inputType());
        return new GraphLayers(graph, padding, batchNorm);
    }

    OutputLayer output() {
        return ClassOutput.of(classes, top.dropout()).build();
    }
}
