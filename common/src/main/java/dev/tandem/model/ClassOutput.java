package dev.tandem.model;

import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The output layer of a classifier: softmax with cross entropy, or a sigmoid with the binary one for a single class. */
final class ClassOutput {

    private ClassOutput() {}

    /** @param dropout fraction of its inputs that it does not see while training */
    static OutputLayer.Builder of(int classes, double dropout) {
        boolean binary = classes == 1;
        OutputLayer.Builder output = new OutputLayer.Builder(binary ? LossFunction.XENT : LossFunction.MCXENT)
                .nOut(classes)
                .weightInit(WeightInit.XAVIER)
                .activation(binary ? Activation.SIGMOID : Activation.SOFTMAX);
        return dropout > 0 ? output.dropOut(1 - dropout) : output; // DL4J's number is what stays
    }

    static int requireClasses(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("Invalid classes: " + classes + " (must be >= 1)");
        }
        return classes;
    }

    static double requireDropout(double dropout) {
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("Invalid dropout: " + dropout + " (must be at least 0 and below 1)");
        }
        return dropout;
    }
}
