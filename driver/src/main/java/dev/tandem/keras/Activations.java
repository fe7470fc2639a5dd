package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.layer.KerasFunction;
import dev.tandem.layer.KerasFunction.Kind;
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

    private static final double LAYERS_SLOPE = 0.3;

    private final int version;

    Activations(int version) {
        this.version = version;
    }

    /** The function that a layer's option names; the identity if it names none. */
    IActivation of(Node node, String key) throws UnsupportedModelException {
        JsonNode value = node.config().path(key);
        if (value.isObject()) {
            String kind = value.path("class_name").asText();
            return ofLayer(node, kind.substring(kind.lastIndexOf('>') + 1), value.path("config"));
        }
        return value.isTextual() ? named(node, KerasArchive.snakeCase(value.asText())) : new ActivationIdentity();
    }

    /** A layer that was given as the function. */
    private IActivation ofLayer(Node node, String kind, JsonNode config) throws UnsupportedModelException {
        return switch (kind) {
            case "LeakyReLU" ->
                new ActivationLReLU(config.path("negative_slope")
                        .asDouble(config.path("alpha").asDouble(LAYERS_SLOPE)));
            case "ELU" -> new ActivationELU(config.path("alpha").asDouble(1));
            case "ReLU" ->
                new ActivationReLU(
                        config.path("max_value").isNumber()
                                ? config.path("max_value").asDouble()
                                : null,
                        config.path("threshold").asDouble(0),
                        config.path("negative_slope").asDouble(0));
            case "Softmax" -> {
                if (config.path("axis").asInt(-1) != -1) {
                    throw node.unsupported("a softmax over axis " + config.path("axis") + " (expected -1)");
                }
                yield new ActivationSoftmax();
            }
            default -> named(node, KerasArchive.snakeCase(kind));
        };
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
            case "hard_sigmoid" -> version >= 3 ? new KerasFunction(Kind.HARD_SIGMOID) : new ActivationHardSigmoid();
            case "gelu" -> new KerasFunction(Kind.GELU);
            case "exponential" -> new KerasFunction(Kind.EXPONENTIAL);
            case "hard_silu", "hard_swish" -> new KerasFunction(Kind.HARD_SILU);
            case "hard_tanh" -> new KerasFunction(Kind.HARD_TANH);
            case "tanh_shrink" -> new KerasFunction(Kind.TANH_SHRINK);
            case "squareplus" -> new KerasFunction(Kind.SQUAREPLUS);
            case "log_sigmoid" -> new KerasFunction(Kind.LOG_SIGMOID);
            case "log_softmax" -> new KerasFunction(Kind.LOG_SOFTMAX);
            case "celu" -> new ActivationELU();
            default ->
                throw node.unsupported("DL4J has no activation function that computes what Keras's " + name + " does");
        };
    }
}
