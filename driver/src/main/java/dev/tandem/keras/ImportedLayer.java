package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.modelimport.keras.config.Keras2LayerConfiguration;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasLayerUtils;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Layers that DL4J's import of Keras 2 makes. It is told that channels come first, since DL4J's own order is (batch, channels, height,
 * width); and it is told nothing of what it would get wrong: activations, regularizers and initial values.
 */
final class ImportedLayer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> LEFT_OUT = Set.of(
            "batch_input_shape",
            "dtype",
            "activity_regularizer",
            "kernel_regularizer",
            "bias_regularizer",
            "depthwise_regularizer",
            "pointwise_regularizer",
            "beta_regularizer",
            "gamma_regularizer",
            "axis",
            "input_dim");
    private static final List<String> INITIALIZERS = List.of(
            "kernel_initializer",
            "bias_initializer",
            "depthwise_initializer",
            "pointwise_initializer",
            "alpha_initializer");

    private final Activations activations;

    ImportedLayer(Activations activations) {
        this.activations = activations;
    }

    Layer of(Node node, Tensor input) throws UnsupportedModelException {
        Layer layer = translate(node);
        layer.setLayerName(node.name());
        layer.setNIn(input.type(), true);
        // The import asks for a dropout that keeps everything, which would cost time and random numbers.
        if (layer.getIDropout() instanceof Dropout dropout && dropout.getP() == 1) {
            layer.setIDropout(null);
        }
        if (layer instanceof BaseLayer base) {
            if (node.config().has("activation")) {
                base.setActivationFn(activations.of(node, "activation"));
            }
            regularize(base, node, "kernel_regularizer");
        }
        return layer;
    }

    private static Layer translate(Node node) throws UnsupportedModelException {
        ObjectNode layer = JsonNodeFactory.instance.objectNode();
        layer.put("class_name", node.kind()).put("name", node.name()).put("keras_version", 2);
        layer.set("config", config(node));
        try {
            @SuppressWarnings("unchecked") // an object of JSON is a map of names
            Map<String, Object> map = JSON.convertValue(layer, Map.class);
            Layer made = KerasLayerUtils.getKerasLayerFromConfig(
                            map, false, new Keras2LayerConfiguration(), Map.of(), Map.of(), Map.of())
                    .getLayer();
            if (made == null) {
                throw node.unsupported("DL4J's import makes no layer of it");
            }
            return made;
        } catch (UnsupportedKerasConfigurationException | InvalidKerasConfigurationException | RuntimeException e) {
            throw node.unsupported("DL4J's import does not know it: " + e.getMessage());
        }
    }

    /** A window of one place needs no padding, and DL4J computes a negative one for it where strides are large. */
    static boolean isPaddedInVain(Node node) {
        JsonNode window = node.config().has("kernel_size")
                ? node.config().path("kernel_size")
                : node.config().path("pool_size");
        boolean isOne = window.isArray() && !window.isEmpty();
        for (JsonNode size : window) {
            isOne = isOne && size.asInt() == 1;
        }
        return node.text("padding", "").equals("same") && (isOne || window.asInt() == 1);
    }

    private static ObjectNode config(Node node) {
        ObjectNode config = node.config().deepCopy();
        config.remove(LEFT_OUT);
        config.put("name", node.name()).put("data_format", "channels_first");
        if (node.kind().contains("Pooling") && config.path("strides").isNull()) {
            config.set("strides", config.path("pool_size"));
        }
        if (isPaddedInVain(node)) {
            config.put("padding", "valid");
        }
        if (node.kind().equals("BatchNormalization")) {
            config.put("axis", -1);
        }
        for (String constraint : List.of("kernel_constraint", "bias_constraint")) {
            withFractions(config, constraint);
        }
        config.put("activation", "linear").put("use_bias", node.flag("use_bias", true));
        ObjectNode zeros = JsonNodeFactory.instance.objectNode().put("class_name", "Zeros");
        zeros.set("config", JsonNodeFactory.instance.objectNode());
        INITIALIZERS.forEach(name -> config.set(name, zeros));
        return config;
    }

    /** DL4J's import wants bounds to be fractions. */
    private static void withFractions(ObjectNode config, String constraint) {
        if (config.path(constraint).path("config") instanceof ObjectNode options) {
            for (String bound : List.of("max_value", "min_value", "rate")) {
                if (options.path(bound).isNumber()) {
                    options.put(bound, options.path(bound).asDouble());
                }
            }
        }
    }

    /** Gives a layer the penalties on its kernel and its bias. */
    static void regularize(BaseLayer layer, Node node, String kernel) throws UnsupportedModelException {
        layer.setRegularization(regularization(node, node.config().path(kernel)));
        layer.setRegularizationBias(regularization(node, node.config().path("bias_regularizer")));
    }

    /** Keras adds l2 times the squares; DL4J half of that. */
    private static List<Regularization> regularization(Node node, JsonNode regularizer)
            throws UnsupportedModelException {
        JsonNode config = regularizer.has("config") ? regularizer.path("config") : regularizer;
        List<Regularization> made = new ArrayList<>();
        if (config.path("l1").asDouble() != 0) {
            made.add(new L1Regularization(config.path("l1").asDouble()));
        }
        if (config.path("l2").asDouble() != 0) {
            made.add(new L2Regularization(2 * config.path("l2").asDouble()));
        }
        if (made.isEmpty() && regularizer.isObject() && !config.has("l1") && !config.has("l2")) {
            throw node.unsupported("DL4J has no regularizer like Keras's "
                    + regularizer.path("class_name").asText());
        }
        return made;
    }
}
