package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.keras.RegressionLoss.Kind;
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
 * Losses under Keras's names, DL4J's where it has them. Where DL4J adds up over a sample's outputs and Keras takes the mean, the outputs are weighted by
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
            "cosine_proximity", "cosine_similarity",
            "logcosh", "log_cosh",
            "huber_loss", "huber");

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
            "poisson",
            "huber",
            "log_cosh");

    private final Optional<String> wanted;
    private final JsonNode saved;
    private final JsonNode weights;

    /**
     * @param wanted the job's loss, which goes before the file's
     * @param training the file's training configuration
     */
    Losses(Optional<String> wanted, JsonNode training) {
        this.wanted = wanted;
        this.saved = training.path("loss");
        this.weights = training.path("loss_weights");
    }

    ILossFunction of(Node output, Topology topology, long size, IActivation activation) throws IOException {
        double weight = ofOutput(weights, output, topology).asDouble(1);
        if (wanted.isPresent()) {
            ILossFunction loss = make(output, wanted.get(), size);
            return weight == 1 ? loss : new AdjustedLoss(loss, weight, 0, 0);
        }
        JsonNode given = ofOutput(saved, output, topology);
        ILossFunction loss = asSaved(output, given, size, activation);
        double smoothing = given.path("config").path("label_smoothing").asDouble();
        boolean isBinary = size == 1 || loss instanceof LossBinaryXENT;
        return weight == 1 && smoothing == 0
                ? loss
                : new AdjustedLoss(loss, weight, smoothing, isBinary || isSigmoid(loss) ? 0.5 : 1.0 / size);
    }

    private static boolean isSigmoid(ILossFunction loss) {
        return loss.equals(new LogitsLoss(LogitsLoss.Kind.SIGMOID));
    }

    /** What a file says of one output, in a list or by name, or of all. */
    private static JsonNode ofOutput(JsonNode given, Node output, Topology topology) {
        if (given.isArray()) {
            return given.path(topology.outputs().indexOf(output.name()));
        }
        return given.isObject() && !given.has("class_name") ? given.path(topology.outputName(output)) : given;
    }

    private static ILossFunction asSaved(Node output, JsonNode loss, long size, IActivation activation)
            throws IOException {
        JsonNode config = loss.path("config");
        if (config.path("from_logits").asBoolean(false) && activation instanceof ActivationIdentity) {
            return logits(output, snake(loss.path("class_name").asText()), size);
        }
        String name = loss.isTextual()
                ? loss.asText()
                : config.isTextual() ? config.asText() : loss.path("class_name").asText();
        if (name.isEmpty() || name.equals("null")) {
            throw new IOException("it was saved without a loss. Add the key loss: beside keras:, one of " + KNOWN);
        }
        ILossFunction made = make(output, name, size);
        return config.has("delta") && made instanceof RegressionLoss
                ? new RegressionLoss(Kind.HUBER, config.path("delta").asDouble())
                : made;
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
            case "huber" -> new RegressionLoss(Kind.HUBER, 1);
            case "log_cosh" -> new RegressionLoss(Kind.LOG_COSH, 0);
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
