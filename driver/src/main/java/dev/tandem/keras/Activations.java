package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** DL4J's activation functions under Keras's names: those that compute the same. */
final class Activations {

    private final int version;

    Activations(int version) {
        this.version = version;
    }

    /** The function that a layer's option names; the identity if it names none. */
    IActivation of(Node node, String key) throws UnsupportedModelException {
        JsonNode value = node.config().path(key);
        JsonNode name = value.isObject() ? value.path("class_name") : value;
        return name.isTextual() ? named(node, KerasArchive.snakeCase(name.asText())) : new ActivationIdentity();
    }

    private IActivation named(Node node, String name) throws UnsupportedModelException {
        return switch (name) {
            case "linear" -> new ActivationIdentity();
            case "relu", "re_lu" -> new ActivationReLU();
            case "relu6" -> new ActivationReLU6();
            case "sigmoid" -> new ActivationSigmoid();
            case "tanh" -> new ActivationTanH();
            case "softmax" -> new ActivationSoftmax();
            case "softplus" -> new ActivationSoftPlus();
            case "softsign" -> new ActivationSoftSign();
            case "elu" -> new ActivationELU();
            case "selu" -> new ActivationSELU();
            case "swish", "silu" -> new ActivationSwish();
            case "mish" -> new ActivationMish();
            case "leaky_relu" -> new ActivationLReLU(0.2);
            case "hard_sigmoid" -> hardSigmoid(node);
            default ->
                throw node.unsupported("DL4J has no activation function that computes what Keras's " + name + " does");
        };
    }

    private IActivation hardSigmoid(Node node) throws UnsupportedModelException {
        if (version >= 3) {
            throw node.unsupported("DL4J's hard_sigmoid is that of Keras 1 and 2, which Keras 3 changed");
        }
        return new ActivationHardSigmoid();
    }
}
