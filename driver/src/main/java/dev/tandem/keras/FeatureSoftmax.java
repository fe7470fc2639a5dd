package dev.tandem.keras;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tandem.layer.SampleReshape;
import java.io.IOException;
import java.util.Map;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Softmax of sequences and pictures. DL4J's is over the last dimension: time or width, where Keras has the features last and DL4J has
 * them first.
 */
final class FeatureSoftmax {

    private final Assembly assembly;

    FeatureSoftmax(Assembly assembly) {
        this.assembly = assembly;
    }

    /** Whether a layer would take its own softmax over another dimension than Keras. */
    static boolean isNeededBy(Layer layer, InputType type) {
        return type.getType() != InputType.Type.FF
                && layer instanceof BaseLayer base
                && !(layer instanceof BaseRecurrentLayer)
                && base.getActivationFn() instanceof ActivationSoftmax;
    }

    /** A layer without its softmax, then that. */
    void after(Node node, BaseLayer layer, Tensor input, InputType type, Map<String, INDArray> values)
            throws IOException {
        Node linear = node.part("_linear");
        layer.setLayerName(linear.name());
        layer.setActivationFn(new ActivationIdentity());
        assembly.layer(linear, layer, input, type, values);
        add(node.as("Softmax", JsonNodeFactory.instance.objectNode()), assembly.result(linear.name()));
    }

    /** Over the {@code axis} of the layer's configuration; the last if it has none. */
    void add(Node node, Tensor input) throws IOException {
        int rank = input.shape().length;
        int axis = axis(node);
        int dimension = input.axis(axis);
        boolean isFeatures = dimension == (input.isTurned() ? rank : 1);
        if (input.isFlat() && isFeatures) {
            assembly.layer(node, softmax(node), input, Map.of());
        } else if (isFeatures) {
            overFeatures(node, input);
        } else if (!input.isTurned() && dimension == rank) {
            Node last = node.part("_last");
            assembly.layer(last, softmax(last), input, Map.of());
            assembly.pass(node, assembly.result(last.name()));
        } else {
            throw node.unsupported("over axis " + axis + " (expected that of the features)");
        }
    }

    private static int axis(Node node) {
        var axis = node.config().path("axis");
        return axis.isArray() && axis.size() == 1 ? axis.path(0).asInt(-1) : axis.asInt(-1);
    }

    private void overFeatures(Node node, Tensor input) throws IOException {
        if (assembly.isOutput(node)) {
            // DL4J's loss layers take an activation over the features.
            assembly.layer(node, softmax(node), input, Map.of());
        } else if (input.isSequence()) {
            assembly.layer(node, new TimeDistributed(softmax(node), RNNFormat.NCW), input, input.type(), Map.of());
        } else {
            overFeaturesOfPicture(node, input);
        }
    }

    /** The places of a picture as the time steps of a sequence. */
    private void overFeaturesOfPicture(Node node, Tensor input) throws IOException {
        long[] picture = input.shape();
        long[] sequence = {picture[0], Rearrangement.count(picture) / picture[0]};
        InputType type = InputType.recurrent(sequence[0], sequence[1]);
        Node places = node.part("_places");
        assembly.rearrange(places, new SampleReshape(picture, sequence), input, type);
        Node each = node.part("_each");
        overFeatures(each, assembly.result(places.name()));
        assembly.rearrange(node, new SampleReshape(sequence, picture), assembly.result(each.name()), input.type());
    }

    private static Layer softmax(Node node) {
        return new ActivationLayer.Builder()
                .activation(new ActivationSoftmax())
                .name(node.name())
                .build();
    }
}
