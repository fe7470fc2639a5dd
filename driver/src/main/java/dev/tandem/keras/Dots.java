package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.layer.DotProduct;
import dev.tandem.layer.UnitLength;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Dot products of two inputs. */
final class Dots {

    private final Assembly assembly;

    Dots(Assembly assembly) {
        this.assembly = assembly;
    }

    void add(Node node, List<Tensor> inputs) throws IOException {
        if (inputs.size() != 2) {
            throw node.unsupported("of " + inputs.size() + " inputs (expected 2)");
        }
        JsonNode axes = node.config().has("axes")
                ? node.config().path("axes")
                : node.config().path("dot_axes");
        Tensor first = inputs.get(0);
        Tensor second = inputs.get(1);
        int left = axis(node, axes.isArray() ? axes.path(0) : axes, first);
        int right = axis(node, axes.isArray() ? axes.path(1) : axes, second);
        if (first.isFlat() != second.isFlat() || first.kerasShape()[left - 1] != second.kerasShape()[right - 1]) {
            throw node.unsupported("along axes " + axes + " of " + Arrays.toString(first.kerasShape()) + " and "
                    + Arrays.toString(second.kerasShape()));
        }
        if (node.flag("normalize", false)) {
            first = unit(node, first, left, "_first");
            second = unit(node, second, right, "_second");
        }
        assembly.computation(node, new DotProduct(left, right), first, second);
        assembly.mask(node, "");
    }

    private static int axis(Node node, JsonNode given, Tensor input) throws IOException {
        int rank = input.shape().length;
        int axis = input.axis(given.asInt(-1));
        if (rank > 2 || axis < 1 || axis > rank) {
            throw node.unsupported("along axis " + given + " of " + rank
                    + " dimensions (expected features or sequences, and one of their axes)");
        }
        return axis;
    }

    private Tensor unit(Node node, Tensor input, int axis, String ending) throws IOException {
        if (axis != input.shape().length) {
            throw node.unsupported("normalize along axis " + axis + " (expected that of the features)");
        }
        Node part = node.part(ending);
        assembly.computation(part, new UnitLength(), input);
        return assembly.result(part.name());
    }
}
