package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The number in an operation on a tensor and a number, such as {@code x / 127.5}.
 *
 * @param isFirst whether it stands before the tensor
 */
record Operand(double value, boolean isFirst) {

    /** The number in a call: among Keras 3's arguments, or in TensorFlow's last entry. */
    static Optional<Operand> of(JsonNode call) {
        JsonNode arguments = call.path("args");
        if (arguments.isArray()) {
            Optional<Operand> named = in(call.path("kwargs"));
            for (int i = 0; i < arguments.size(); i++) {
                if (arguments.path(i).isNumber()) {
                    return Optional.of(new Operand(arguments.path(i).asDouble(), i == 0));
                }
            }
            return named;
        }
        JsonNode reference = call.path(0).isArray() ? call.path(0) : call;
        if (reference.path(1).asInt() < 0) {
            return Optional.of(new Operand(reference.path(2).asDouble(), true));
        }
        return in(reference.path(3));
    }

    private static Optional<Operand> in(JsonNode named) {
        for (String key : new String[] {"y", "x2"}) {
            if (named.path(key).isNumber()) {
                return Optional.of(new Operand(named.path(key).asDouble(), false));
            }
        }
        return Optional.empty();
    }

    /** A layer's class, or the function that an operation of TensorFlow's stands for. */
    static String function(JsonNode layer) {
        String kind = layer.path("class_name").asText();
        String function = layer.path("config").path("function").asText();
        return kind.equals("TFOpLambda") ? "op:" + function.substring(function.lastIndexOf('.') + 1) : kind;
    }
}
