package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;

/** Keras 2's words for what Keras 1 and Keras 3 call otherwise. */
final class Dialect {

    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("Convolution1D", "Conv1D"),
            Map.entry("Convolution2D", "Conv2D"),
            Map.entry("Convolution3D", "Conv3D"),
            Map.entry("Deconvolution2D", "Conv2DTranspose"),
            Map.entry("Convolution2DTranspose", "Conv2DTranspose"),
            Map.entry("SeparableConvolution2D", "SeparableConv2D"),
            Map.entry("DepthwiseConvolution2D", "DepthwiseConv2D"),
            Map.entry("AtrousConvolution1D", "Conv1D"),
            Map.entry("AtrousConvolution2D", "Conv2D"),
            Map.entry("GlobalAvgPool1D", "GlobalAveragePooling1D"),
            Map.entry("GlobalAvgPool2D", "GlobalAveragePooling2D"),
            Map.entry("GlobalMaxPool1D", "GlobalMaxPooling1D"),
            Map.entry("GlobalMaxPool2D", "GlobalMaxPooling2D"),
            Map.entry("MaxPool1D", "MaxPooling1D"),
            Map.entry("MaxPool2D", "MaxPooling2D"),
            Map.entry("AvgPool1D", "AveragePooling1D"),
            Map.entry("AvgPool2D", "AveragePooling2D"),
            Map.entry("BatchNormalizationV1", "BatchNormalization"),
            Map.entry("BatchNormalizationV2", "BatchNormalization"),
            Map.entry("CuDNNLSTM", "LSTM"),
            Map.entry("TimeDistributedDense", "Dense"),
            Map.entry("Model", "Functional"),
            Map.entry("TrueDivide", "Divide"),
            Map.entry("op:add", "Add"),
            Map.entry("op:subtract", "Subtract"),
            Map.entry("op:multiply", "Multiply"),
            Map.entry("op:truediv", "Divide"),
            Map.entry("op:divide", "Divide"),
            Map.entry("op:concat", "Concatenate"),
            Map.entry("op:relu", "ReLU"),
            Map.entry("op:sigmoid", "Sigmoid"),
            Map.entry("op:tanh", "Tanh"),
            Map.entry("op:softmax", "Softmax"),
            Map.entry("op:silu", "Silu"),
            Map.entry("op:relu6", "Relu6"),
            Map.entry("op:gelu", "Gelu"),
            Map.entry("Relu", "ReLU"));

    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("output_dim", "units"),
            Map.entry("bias", "use_bias"),
            Map.entry("nb_filter", "filters"),
            Map.entry("subsample", "strides"),
            Map.entry("subsample_length", "strides"),
            Map.entry("border_mode", "padding"),
            Map.entry("dim_ordering", "data_format"),
            Map.entry("filter_length", "kernel_size"),
            Map.entry("atrous_rate", "dilation_rate"),
            Map.entry("pool_length", "pool_size"),
            Map.entry("stride", "strides"),
            Map.entry("W_regularizer", "kernel_regularizer"),
            Map.entry("U_regularizer", "recurrent_regularizer"),
            Map.entry("b_regularizer", "bias_regularizer"),
            Map.entry("W_constraint", "kernel_constraint"),
            Map.entry("b_constraint", "bias_constraint"),
            Map.entry("inner_activation", "recurrent_activation"),
            Map.entry("dropout_W", "dropout"),
            Map.entry("dropout_U", "recurrent_dropout"),
            Map.entry("p", "rate"),
            Map.entry("sigma", "stddev"),
            Map.entry("concat_axis", "axis"));

    private static final List<String> WRAPPED = List.of("layer", "backward_layer");

    private final int version;

    Dialect(int version) {
        this.version = version;
    }

    /** A layer's class. */
    String kind(String name) {
        String last = name.substring(name.lastIndexOf('>') + 1);
        return KINDS.getOrDefault(last, last);
    }

    /** A layer's options. */
    ObjectNode config(String kind, JsonNode given) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        given.fields().forEachRemaining(entry -> config.set(entry.getKey(), plain(entry.getValue())));
        if (config.has("batch_shape")) {
            config.set("batch_input_shape", config.remove("batch_shape"));
        }
        if (version == 1) {
            fromKeras1(kind, config);
        }
        if (kind.equals("LeakyReLU") && config.has("negative_slope")) {
            config.set("alpha", config.remove("negative_slope"));
        }
        Sizes.unify(kind, config);
        WRAPPED.forEach(key -> wrapped(config, key));
        return config;
    }

    /** A wrapper's layer, which does not train where the wrapper does not. */
    private void wrapped(ObjectNode config, String key) {
        JsonNode layer = config.path(key);
        if (layer.has("class_name")) {
            String kind = kind(layer.path("class_name").asText());
            ObjectNode inner = config(kind, layer.path("config"));
            if (!config.path("trainable").asBoolean(true)) {
                inner.put("trainable", false);
            }
            ObjectNode translated = JsonNodeFactory.instance.objectNode().put("class_name", kind);
            translated.set("config", inner);
            config.set(key, translated);
        }
    }

    /** An object that Keras 3 or TensorFlow wraps; functions and dtype policies become their names. */
    private static JsonNode plain(JsonNode value) {
        if (!value.isObject()) {
            return value;
        }
        String kind = value.path("class_name").asText();
        JsonNode config = value.path("config");
        if (kind.equals("function") && config.isTextual()) {
            return config;
        }
        if (kind.equals("DTypePolicy") || kind.equals("Policy")) {
            return TextNode.valueOf(config.path("name").asText());
        }
        if (kind.equals("__tuple__")) {
            return value.path("items");
        }
        if (value.path("type").asText().equals("ndarray")) {
            return value.path("value");
        }
        return value;
    }

    private void fromKeras1(String kind, ObjectNode config) {
        KEYS.forEach((old, now) -> {
            boolean isEmbeddingSize = kind.equals("Embedding") && old.equals("output_dim");
            if (config.has(old) && !config.has(now) && !isEmbeddingSize) {
                config.set(now, config.remove(old));
            }
        });
        String format = config.path("data_format").asText();
        if (format.equals("th") || format.equals("tf")) {
            config.put("data_format", format.equals("th") ? "channels_first" : "channels_last");
        }
        if (config.has("nb_row")) {
            ArrayNode size = JsonNodeFactory.instance.arrayNode();
            config.set("kernel_size", size.add(config.remove("nb_row")).add(config.remove("nb_col")));
        }
        if (kind.equals("UpSampling1D") && config.has("length")) {
            config.set("size", config.remove("length"));
        }
    }
}
