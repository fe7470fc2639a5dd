package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossCosineProximity;
import org.nd4j.linalg.lossfunctions.impl.LossHinge;
import org.nd4j.linalg.lossfunctions.impl.LossKLD;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMAPE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossMSLE;
import org.nd4j.linalg.lossfunctions.impl.LossPoisson;
import org.nd4j.linalg.lossfunctions.impl.LossSquaredHinge;

/**
 * DL4J's losses under Keras's names. Where DL4J adds up over a sample's outputs and Keras takes the mean, the outputs are weighted by
 * their number.
 */
final class Losses {

    private static final Map<String, String> SHORT = Map.of(
            "mse", "mean_squared_error",
            "mae", "mean_absolute_error",
            "mape", "mean_absolute_percentage_error",
            "msle", "mean_squared_logarithmic_error",
            "bce", "binary_crossentropy",
            "kld", "kl_divergence",
            "kullback_leibler_divergence", "kl_divergence",
            "cosine_proximity", "cosine_similarity");

    private static final List<String> KNOWN = List.of(
            "mean_squared_error",
            "mean_absolute_error",
            "mean_absolute_percentage_error",
            "mean_squared_logarithmic_error",
            "binary_crossentropy",
            "categorical_crossentropy",
            "sparse_categorical_crossentropy",
            "kl_divergence",
            "cosine_similarity",
            "hinge",
            "squared_hinge",
            "poisson");

    private final Optional<String> wanted;
    private final JsonNode saved;
    private final Warnings warnings;

    /**
     * @param wanted the job's loss, which goes before the file's
     * @param training the file's training configuration
     * @param warnings takes what of it is left out
     */
    Losses(Optional<String> wanted, JsonNode training, Warnings warnings) {
        this.wanted = wanted;
        this.saved = training.path("loss");
        this.warnings = warnings;
        for (JsonNode weight : training.path("loss_weights")) {
            if (weight.isNumber() && weight.asDouble() != 1) {
                warnings.add("its loss_weights " + training.path("loss_weights")
                        + " are left out: the losses of all outputs count alike");
            }
        }
    }

    ILossFunction of(Node output, Topology topology, long size, IActivation activation) throws IOException {
        if (wanted.isPresent()) {
            return make(output, wanted.get(), size);
        }
        JsonNode loss = saved;
        if (loss.isArray()) {
            loss = loss.path(topology.outputs().indexOf(output.name()));
        } else if (loss.isObject() && !loss.has("class_name")) {
            loss = loss.path(topology.outputName(output));
        }
        JsonNode config = loss.path("config");
        if (config.path("label_smoothing").asDouble() != 0) {
            warnings.add("its loss's label_smoothing " + config.path("label_smoothing") + " is left out");
        }
        if (config.path("from_logits").asBoolean(false) && activation instanceof ActivationIdentity) {
            return logits(output, snake(loss.path("class_name").asText()), size);
        }
        String name = loss.isTextual()
                ? loss.asText()
                : config.isTextual() ? config.asText() : loss.path("class_name").asText();
        if (name.isEmpty() || name.equals("null")) {
            throw new IOException("it was saved without a loss. Add the key loss: beside keras:, one of " + KNOWN);
        }
        return make(output, name, size);
    }

    private static ILossFunction logits(Node output, String name, long size) throws IOException {
        return switch (name) {
            case "categorical_crossentropy", "sparse_categorical_crossentropy" ->
                new LogitsLoss(LogitsLoss.Kind.SOFTMAX);
            case "binary_crossentropy" -> new LogitsLoss(LogitsLoss.Kind.SIGMOID);
            default -> make(output, name, size);
        };
    }

    private static ILossFunction make(Node output, String given, long size) throws IOException {
        String name = SHORT.getOrDefault(snake(given), snake(given));
        return switch (name) {
            case "mean_squared_error" -> new LossMSE();
            case "mean_absolute_error" -> new LossMAE();
            case "mean_absolute_percentage_error" -> new LossMAPE();
            case "mean_squared_logarithmic_error" -> new LossMSLE();
            case "binary_crossentropy" -> size > 1 ? new LossBinaryXENT(mean(size)) : new LossBinaryXENT();
            case "categorical_crossentropy", "sparse_categorical_crossentropy" -> new LossMCXENT();
            case "kl_divergence" -> new LossKLD();
            case "cosine_similarity" -> new LossCosineProximity();
            case "hinge" -> new LossHinge();
            case "squared_hinge" -> new LossSquaredHinge();
            case "poisson" -> new LossPoisson();
            default ->
                throw output.unsupported("the loss " + given
                        + " is none that DL4J has. Add the key loss: beside keras:, one of " + KNOWN);
        };
    }

    /** Weights that make a sum over outputs a mean. */
    static INDArray mean(long size) {
        return Nd4j.valueArrayOf(new long[] {1, size}, 1.0 / size, DataType.FLOAT);
    }

    private static String snake(String name) {
        return KerasArchive.snakeCase(name.substring(name.lastIndexOf('>') + 1));
    }
}
