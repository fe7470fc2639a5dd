package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.layer.SampleReshape;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers on a sequence as on a picture of width 1, where DL4J computes wrongly on sequences themselves or not at all. */
final class OnPicture {

    private final Assembly assembly;
    private final ImportedLayer imported;

    OnPicture(Assembly assembly, ImportedLayer imported) {
        this.assembly = assembly;
        this.imported = imported;
    }

    /** A dilated convolution. */
    void convolution(Node node, Tensor input, Map<String, INDArray> values) throws IOException {
        Node wide = wide(node, "Conv2D");
        Tensor picture = before(node, wide, input);
        assembly.layer(wide, imported.of(wide, picture), picture, values);
        sequence(node, wide);
    }

    /** The same layer on pictures: its windows have a width of 1. */
    Node wide(Node node, String kind) {
        ObjectNode config = node.config().deepCopy();
        for (String key : List.of("kernel_size", "strides", "dilation_rate")) {
            config.set(key, pair(config.path(key)));
        }
        if (isCausal(node)) {
            config.put("padding", "valid");
        }
        return node.part("_2d").as(kind, config);
    }

    /** What that layer is given. */
    Tensor before(Node node, Node wide, Tensor input) throws IOException {
        Tensor picture = picture(node, input);
        return isCausal(node) ? padded(node, picture, wide.config()) : picture;
    }

    /** That layer's result as a sequence again. */
    void sequence(Node node, Node wide) throws IOException {
        Tensor result = assembly.result(wide.name());
        long[] shape = result.shape();
        long[] sequence = {shape[0], shape[1]};
        assembly.rearrange(node, new SampleReshape(shape, sequence), result, InputType.recurrent(shape[0], shape[1]));
    }

    private static boolean isCausal(Node node) {
        return node.text("padding", "").equals("causal");
    }

    void transposed(Node node, Tensor input, Map<String, INDArray> values) throws IOException {
        ObjectNode config = wide(node, "Conv2DTranspose").config();
        config.remove("output_padding");
        finish(node, "Conv2DTranspose", config, picture(node, input), values);
    }

    /** DL4J's own average of a sequence divides by another number of places. */
    void averagePooling(Node node, Tensor input) throws IOException {
        ObjectNode config = node.config().deepCopy();
        JsonNode strides = config.path("strides").isNull() ? config.path("pool_size") : config.path("strides");
        config.set("strides", pair(strides));
        config.set("pool_size", pair(config.path("pool_size")));
        finish(node, "AveragePooling2D", config, picture(node, input), Map.of());
    }

    /** A normalization of a volume, as of a picture as wide as the volume's height times its width. */
    void normalization(Node node, Tensor volume, Map<String, INDArray> values) throws IOException {
        long[] shape = volume.shape();
        long[] picture = {shape[0], shape[1], shape[2] * shape[3]};
        Node turned = node.part("_picture");
        assembly.rearrange(
                turned,
                new SampleReshape(shape, picture),
                volume,
                InputType.convolutional(picture[1], picture[2], picture[0]));
        Tensor given = assembly.result(turned.name());
        Node inner = node.part("_2d");
        assembly.layer(inner, imported.of(inner, given), given, values);
        assembly.rearrange(node, new SampleReshape(picture, shape), assembly.result(inner.name()), volume.type());
    }

    void layer(Node node, String kind, ObjectNode config, Tensor input, Map<String, INDArray> values)
            throws IOException {
        finish(node, kind, config, picture(node, input), values);
    }

    /** (features, time) as (features, time, 1). */
    private Tensor picture(Node node, Tensor input) throws IOException {
        long[] shape = input.shape();
        if (shape[1] < 1) {
            throw node.unsupported("on sequences of any length. Save the model with a fixed input shape");
        }
        Node turned = node.part("_picture");
        long[] picture = {shape[0], shape[1], 1};
        assembly.rearrange(
                turned, new SampleReshape(shape, picture), input, InputType.convolutional(shape[1], 1, shape[0]));
        return assembly.result(turned.name());
    }

    private Tensor padded(Node node, Tensor picture, ObjectNode config) throws IOException {
        int size = config.path("kernel_size").path(0).asInt();
        int before = (size - 1) * config.path("dilation_rate").path(0).asInt();
        Node padding = node.part("_padding").as("ZeroPadding2D", config);
        assembly.layer(padding, new ZeroPaddingLayer.Builder(before, 0, 0, 0).build(), picture, Map.of());
        return assembly.result(padding.name());
    }

    private void finish(Node node, String kind, ObjectNode config, Tensor picture, Map<String, INDArray> values)
            throws IOException {
        Node inner = node.part("_2d").as(kind, config);
        assembly.layer(inner, imported.of(inner, picture), picture, values);
        sequence(node, inner);
    }

    private static JsonNode pair(JsonNode given) {
        int size = given.isArray() ? given.path(0).asInt(1) : given.asInt(1);
        return JsonNodeFactory.instance.arrayNode().add(size).add(1);
    }
}
