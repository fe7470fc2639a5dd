package dev.tandem.keras;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.layer.StepMask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers that have values, but for those that multiply by a kernel, and activations. */
final class Weighted {

    private final SavedModel saved;
    private final Assembly assembly;
    private final ImportedLayer imported;
    private final Activations activations;
    private final Recurrent recurrent;
    private final Convolutions convolutions;

    Weighted(SavedModel saved, Assembly assembly, ImportedLayer imported, Activations activations) {
        this.saved = saved;
        this.assembly = assembly;
        this.imported = imported;
        this.activations = activations;
        this.recurrent = new Recurrent(assembly, activations);
        this.convolutions = new Convolutions(saved, assembly, imported, activations);
    }

    /** Adds the layer if it is one of these. */
    boolean add(Node node, Tensor input) throws IOException {
        switch (node.kind()) {
            case "Dense",
                    "Conv1D",
                    "Conv2D",
                    "Conv3D",
                    "Conv1DTranspose",
                    "Conv2DTranspose",
                    "SeparableConv1D",
                    "SeparableConv2D",
                    "DepthwiseConv1D",
                    "DepthwiseConv2D" ->
                convolution(node, input, saved.weights().of(node.address()));
            case "BatchNormalization" -> normalization(node, input);
            case "Embedding" -> embedding(node, input);
            case "LayerNormalization", "GroupNormalization", "UnitNormalization", "Normalization" ->
                new Normalizations(assembly).add(node, input, saved.weights().of(node.address()));
            case "PReLU" -> prelu(node, input);
            case "Activation" -> activation(node, input);
            case "Sigmoid", "Tanh", "Silu", "Relu6", "Gelu", "HardSwish", "HardSilu", "HardSigmoid" ->
                activation(node.as("Activation", operation(node)), input);
            case "Softmax" -> new FeatureSoftmax(assembly).add(node, input);
            case "LSTM", "SimpleRNN", "GRU" -> {
                requireSequence(node, input);
                recurrent(node, input);
            }
            case "Bidirectional" -> {
                requireSequence(node, input);
                new Bidirectional(assembly, recurrent)
                        .add(withZeros(node), saved.weights().of(node.address()), input);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Node withZeros(Node node) {
        ObjectNode config = node.config().deepCopy();
        if (saved.hasZerosInMaskedSteps() && config.path("layer").path("config") instanceof ObjectNode layer) {
            layer.put(MaskedRecurrent.ZEROS, true);
        }
        return node.as(node.kind(), config);
    }

    private void convolution(Node node, Tensor input, List<Array> arrays) throws IOException {
        if (GroupedConvolution.groups(node) == 1) {
            convolutions.add(node, input, arrays);
            return;
        }
        Tensor groups = new GroupedConvolution(assembly, convolutions).add(node, input, arrays);
        if (activations.of(node, "activation") instanceof ActivationIdentity) {
            assembly.pass(node, groups);
        } else {
            activation(node, groups);
        }
    }

    /** An activation function that a model calls without a layer. */
    private static ObjectNode operation(Node node) {
        return JsonNodeFactory.instance.objectNode().put("activation", KerasArchive.snakeCase(node.kind()));
    }

    private void activation(Node node, Tensor input) throws IOException {
        IActivation activation = activations.of(node, "activation");
        if (activation instanceof ActivationSoftmax) {
            new FeatureSoftmax(assembly).add(node, input);
            return;
        }
        Layer layer = new ActivationLayer.Builder()
                .activation(activation)
                .name(node.name())
                .build();
        assembly.layer(node, layer, input, Map.of());
    }

    /** Backwards, Keras gives the results in the order in which they were computed. */
    private void recurrent(Node node, Tensor input) throws IOException {
        Tensor given = node.flag("go_backwards", false) ? recurrent.reversed(node, input) : input;
        recurrent.add(node, given, saved.weights().of(node.address()));
    }

    private void normalization(Node node, Tensor input) throws IOException {
        requireAxis(node, input);
        Parameters parameters = new Parameters(node, saved.weights().of(node.address()), false);
        Map<String, INDArray> values = parameters.batchNormalization(input.features());
        if (input.isSequence()) {
            new OnPicture(assembly, imported).layer(node, node.kind(), node.config(), input, values);
        } else if (input.shape().length == 4) {
            new OnPicture(assembly, imported).normalization(node, input, values);
        } else {
            assembly.layer(node, imported.of(node, input), input, values);
        }
    }

    private static void requireAxis(Node node, Tensor input) throws IOException {
        int rank = input.shape().length;
        var axes = node.config().path("axis");
        int axis = axes.isArray() ? axes.path(0).asInt() : axes.asInt(-1);
        int expected = input.isFlat() || !input.isTurned() ? 1 : rank;
        if (axis != expected && (axis != -1 || expected != rank)) {
            throw node.unsupported("over axis " + axis + " (expected that of the channels, " + expected + ")");
        }
        if (node.flag("renorm", false)) {
            throw node.unsupported("DL4J has no batch renormalization");
        }
        if (node.config().path("mode").asInt(0) != 0) {
            throw node.unsupported("mode " + node.config().path("mode") + " (expected 0)");
        }
    }

    private void embedding(Node node, Tensor input) throws IOException {
        if (!input.isFlat()) {
            throw node.unsupported("its input is no list of indices per sample");
        }
        int length = (int) Math.max(input.features(), 1);
        EmbeddingSequenceLayer layer = new EmbeddingSequenceLayer.Builder()
                .nIn(node.config().path("input_dim").asInt())
                .nOut(node.config().path("output_dim").asInt())
                .inputLength(length)
                .inferInputLength(input.features() < 1)
                .weightInit(WeightInit.ZERO)
                .build();
        layer.setLayerName(node.name());
        ImportedLayer.regularize(layer, node, "embeddings_regularizer");
        assembly.layer(node, layer, input, new Parameters(node, saved.weights().of(node.address()), false).embedding());
        if (node.flag("mask_zero", false)) {
            Node mask = node.part("_mask");
            assembly.computation(mask, new StepMask(0), input);
            assembly.mask(node, mask.name());
        }
    }

    private void prelu(Node node, Tensor input) throws IOException {
        Parameters parameters = new Parameters(node, saved.weights().of(node.address()), false);
        List<Long> shared = new ArrayList<>();
        int rank = input.shape().length;
        for (var axis : node.config().path("shared_axes")) {
            long keras = axis.asLong();
            shared.add(!input.isTurned() ? keras : keras == rank ? 1 : keras + 1);
        }
        PReLULayer.Builder builder = new PReLULayer.Builder().inputShape(input.shape());
        if (!shared.isEmpty()) {
            builder.sharedAxes(shared.stream().mapToLong(Long::longValue).toArray());
        }
        PReLULayer layer = builder.weightInit(WeightInit.ZERO).build();
        layer.setLayerName(node.name());
        layer.setNIn(input.type(), true);
        assembly.layer(node, layer, input, parameters.prelu(input));
    }

    static void requireSequence(Node node, Tensor input) throws IOException {
        if (!input.isSequence()) {
            throw node.unsupported(
                    "on an input of the shape " + Arrays.toString(input.kerasShape()) + " (expected a sequence)");
        }
    }
}
