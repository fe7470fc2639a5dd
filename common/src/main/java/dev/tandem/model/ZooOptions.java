package dev.tandem.model;

import dev.tandem.plan.Seeds;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * What a model of the zoo is made for.
 *
 * @param inputShape height, width and channels of one sample
 * @param classes columns of the targets
 * @param optimizer trains all layers
 * @param seed of the random values
 */
record ZooOptions(List<Integer> inputShape, int classes, IUpdater optimizer, long seed) {

    ZooOptions {
        inputShape = List.copyOf(inputShape);
        if (inputShape.size() != 3 || inputShape.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(
                    "Invalid input_shape: " + inputShape + " (must be [height, width, channels], each at least 1)");
        }
        if (classes < 1) {
            throw new IllegalArgumentException("Invalid classes: " + classes + " (must be >= 1)");
        }
    }

    void requireAtLeast(String model, int pixels) {
        if (inputShape.get(0) < pixels || inputShape.get(1) < pixels) {
            throw new IllegalArgumentException("Invalid input_shape: " + inputShape + " (" + model + " needs at least "
                    + pixels + " x " + pixels + " pixels)");
        }
    }

    NeuralNetConfiguration.Builder builder() {
        // ND4J takes 0 for no seed and draws by the clock.
        long drawn = seed == 0 ? Seeds.derive(0) : seed;
        return new NeuralNetConfiguration.Builder().seed(drawn).updater(optimizer);
    }

    InputType inputType() {
        return InputType.convolutional(inputShape.get(0), inputShape.get(1), inputShape.get(2));
    }

    OutputLayer output() {
        boolean binary = classes == 1;
        return new OutputLayer.Builder(binary ? LossFunction.XENT : LossFunction.MCXENT)
                .nOut(classes)
                .weightInit(WeightInit.XAVIER)
                .activation(binary ? Activation.SIGMOID : Activation.SOFTMAX)
                .build();
    }
}
