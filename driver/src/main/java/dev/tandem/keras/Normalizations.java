package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.layer.FeatureNormalization;
import dev.tandem.layer.FeatureScaling;
import dev.tandem.layer.Standardization;
import dev.tandem.layer.UnitLength;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Normalizations that are the same in training and in predictions. */
final class Normalizations {

    private static final double LEAST_DEVIATION = 1e-7;

    private final Assembly assembly;

    Normalizations(Assembly assembly) {
        this.assembly = assembly;
    }

    void add(Node node, Tensor input, List<Array> arrays) throws IOException {
        switch (node.kind()) {
            case "UnitNormalization" -> {
                requireFeatures(node, input);
                assembly.computation(node, new UnitLength(), input);
            }
            case "Normalization" -> standard(node, input, arrays);
            default -> layerOrGroup(node, input, arrays);
        }
    }

    private void layerOrGroup(Node node, Tensor input, List<Array> arrays) throws IOException {
        requireFeatures(node, input);
        if (node.flag("rms_scaling", false)) {
            throw node.unsupported("rms_scaling (expected false)");
        }
        long features = input.features();
        double epsilon = node.config().path("epsilon").asDouble(1e-3);
        int groups = node.config().path("groups").asInt(32);
        int each = node.kind().startsWith("Layer") ? 0 : groups < 0 ? (int) features : groups;
        if (!node.flag("scale", true) && !node.flag("center", true)) {
            assembly.computation(node, new Standardization(each, epsilon), input);
            return;
        }
        FeatureNormalization layer =
                new FeatureNormalization(node.name(), features, new Standardization(each, epsilon));
        assembly.layer(node, layer, input, scaleAndShift(node, layer, arrays));
    }

    /** Takes from the layer what it is not to have. */
    private static Map<String, INDArray> scaleAndShift(Node node, FeatureNormalization layer, List<Array> arrays)
            throws UnsupportedModelException {
        Map<String, INDArray> values = new LinkedHashMap<>();
        if (node.flag("scale", true)) {
            values.put("gamma", array(node, arrays, 0));
        } else {
            layer.withoutScale();
        }
        if (node.flag("center", true)) {
            values.put("beta", array(node, arrays, values.size()));
        } else {
            layer.withoutShift();
        }
        return values;
    }

    /** By a mean and a variance that the file has, of each feature or of all. */
    private void standard(Node node, Tensor input, List<Array> arrays) throws IOException {
        JsonNode axis = node.config().path("axis");
        boolean isOfAll = axis.isNull() || (axis.isArray() && axis.isEmpty());
        if (!isOfAll) {
            requireFeatures(node, input);
        }
        List<Double> mean = numbers(node, "mean", arrays, 0);
        List<Double> variance = numbers(node, "variance", arrays, 1);
        boolean isInverse = node.flag("invert", false);
        List<Double> scale = new ArrayList<>();
        List<Double> shift = new ArrayList<>();
        for (int i = 0; i < mean.size(); i++) {
            double deviation = Math.max(Math.sqrt(variance.get(i)), LEAST_DEVIATION);
            scale.add(isInverse ? deviation : 1 / deviation);
            shift.add(isInverse ? mean.get(i) : -mean.get(i) / deviation);
        }
        if (mean.size() != 1 && mean.size() != input.features()) {
            throw node.unsupported("it has " + mean.size() + " means for " + input.features() + " features");
        }
        assembly.computation(node, new FeatureScaling(scale, shift), input);
    }

    private static List<Double> numbers(Node node, String key, List<Array> arrays, int index)
            throws UnsupportedModelException {
        List<Double> numbers = new ArrayList<>();
        JsonNode given = node.config().path(key);
        if (given.isNumber()) {
            numbers.add(given.asDouble());
        } else if (given.isArray()) {
            Sizes.leaves(given).forEach(value -> numbers.add(value.asDouble()));
        } else {
            for (float value : array(node, arrays, index).dup().data().asFloat()) {
                numbers.add((double) value);
            }
        }
        return numbers;
    }

    private static INDArray array(Node node, List<Array> arrays, int index) throws UnsupportedModelException {
        if (index >= arrays.size()) {
            throw node.unsupported("the file has only " + arrays.size() + " arrays of it (expected more than " + index
                    + "). Save the model after it was built");
        }
        return arrays.get(index).toNd4j();
    }

    /** That the axis is that of the features. */
    static void requireFeatures(Node node, Tensor input) throws UnsupportedModelException {
        int rank = input.shape().length;
        JsonNode axes = node.config().path("axis");
        int axis = axes.isArray() && axes.size() == 1 ? axes.path(0).asInt() : axes.asInt(-1);
        int expected = input.isTurned() ? rank : 1;
        boolean isOne = !axes.isArray() || axes.size() == 1;
        if (!isOne || input.axis(axis) != expected) {
            throw node.unsupported("over axis " + axes + " (expected that of the features, " + expected + ")");
        }
    }
}
