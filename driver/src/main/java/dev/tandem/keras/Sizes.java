package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Windows and margins, which files have as numbers, lists or names, as lists with an entry per dimension. */
final class Sizes {

    private static final List<String> WINDOWS = List.of("kernel_size", "pool_size", "strides", "dilation_rate");
    private static final List<String> SIDES = List.of("top_pad", "bottom_pad", "left_pad", "right_pad");

    private Sizes() {}

    static void unify(String kind, ObjectNode config) {
        int dimensions = kind.contains("1D") ? 1 : kind.contains("2D") ? 2 : kind.contains("3D") ? 3 : 0;
        for (String window : WINDOWS) {
            if (dimensions > 0 && config.path(window).isInt()) {
                config.set(window, repeated(config.path(window), dimensions));
            }
        }
        if (kind.startsWith("ZeroPadding") && config.has("padding")) {
            config.set("padding", margins(config.path("padding"), dimensions));
        }
        if (kind.startsWith("Cropping") && config.has("cropping")) {
            config.set("cropping", margins(config.path("cropping"), dimensions));
        }
    }

    private static JsonNode margins(JsonNode given, int dimensions) {
        if (given.has(SIDES.get(0))) {
            ArrayNode four = JsonNodeFactory.instance.arrayNode();
            SIDES.forEach(side -> four.add(given.path(side)));
            return margins(four, dimensions);
        }
        if (given.isInt()) {
            return dimensions == 1 ? repeated(given, 2) : repeated(repeated(given, 2), dimensions);
        }
        if (dimensions == 2 && given.size() == 4) {
            return JsonNodeFactory.instance
                    .arrayNode()
                    .add(pair(given.path(0), given.path(1)))
                    .add(pair(given.path(2), given.path(3)));
        }
        return given;
    }

    /** The numbers of a nested list, in order. */
    static List<JsonNode> leaves(JsonNode list) {
        List<JsonNode> leaves = new ArrayList<>();
        for (JsonNode each : list) {
            if (each.isArray()) {
                leaves.addAll(leaves(each));
            } else {
                leaves.add(each);
            }
        }
        return leaves;
    }

    private static ArrayNode pair(JsonNode first, JsonNode second) {
        return JsonNodeFactory.instance.arrayNode().add(first).add(second);
    }

    private static ArrayNode repeated(JsonNode value, int times) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < times; i++) {
            all.add(value);
        }
        return all;
    }
}
