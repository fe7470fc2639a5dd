package dev.tandem.keras;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers that multiply by a kernel: convolutions, and dense layers as those of one place where their input has places. */
final class Convolutions {

    private static final Set<String> CONVOLUTIONS = Set.of("Conv2D", "Conv3D", "Conv2DTranspose");

    private final SavedModel saved;
    private final Assembly assembly;
    private final ImportedLayer imported;
    private final Activations activations;

    Convolutions(SavedModel saved, Assembly assembly, ImportedLayer imported, Activations activations) {
        this.saved = saved;
        this.assembly = assembly;
        this.imported = imported;
        this.activations = activations;
    }

    void add(Node node, Tensor input, List<Array> arrays) throws IOException {
        Parameters parameters = new Parameters(node, arrays, isFlipped(node));
        if (node.kind().equals("Dense")) {
            dense(node, input, parameters);
        } else if (node.kind().equals("Conv1D")) {
            convolution1d(node, input, parameters);
        } else if (node.kind().equals("Conv1DTranspose")) {
            requireOverlap(node);
            new OnPicture(assembly, imported).transposed(node, input, parameters.transposed1dOnPicture());
        } else if (node.kind().equals("SeparableConv1D") || node.kind().equals("DepthwiseConv1D")) {
            requireChannelsLast(node, input);
            OnPicture onPicture = new OnPicture(assembly, imported);
            Node wide = onPicture.wide(node, node.kind().replace("1D", "2D"));
            add(
                    wide,
                    onPicture.before(node, wide, input),
                    arrays.stream().map(Array::wide).toList());
            onPicture.sequence(node, wide);
        } else if (node.kind().equals("SeparableConv2D")) {
            assembly.layer(node, imported.of(node, input), input, parameters.separable());
        } else if (node.kind().equals("DepthwiseConv2D")) {
            assembly.layer(node, depthwise(node, input), input, parameters.depthwise());
        } else {
            requireOverlap(node);
            boolean isOld = saved.majorVersion() == 1 && input.isChannelsFirst();
            Map<String, INDArray> values = isOld ? parameters.convolutionOutputsFirst() : parameters.convolution();
            assembly.layer(node, imported.of(node, input), input, values);
        }
    }

    private void convolution1d(Node node, Tensor input, Parameters parameters) throws IOException {
        requireChannelsLast(node, input);
        if (pair(node, "dilation_rate")[0] == 1) {
            assembly.layer(node, imported.of(node, input), input, parameters.convolution1d());
        } else {
            new OnPicture(assembly, imported).convolution(node, input, parameters.convolution1dOnPicture());
        }
    }

    private static void requireChannelsLast(Node node, Tensor input) throws IOException {
        Weighted.requireSequence(node, input);
        if (node.text("data_format", "").equals("channels_first")) {
            throw node.unsupported("a sequence with channels first");
        }
    }

    /** Theano turns kernels; Keras 1 does not say that it ran on Theano other than by the order of dimensions. */
    private boolean isFlipped(Node node) {
        boolean isTheano = saved.backend().equals("theano")
                || (saved.backend().isEmpty()
                        && saved.majorVersion() == 1
                        && node.text("data_format", "").equals("channels_first"));
        return isTheano && (CONVOLUTIONS.contains(node.kind()) || node.kind().equals("Conv1D"));
    }

    private void dense(Node node, Tensor input, Parameters parameters) throws IOException {
        if (input.isFlat()) {
            assembly.layer(node, imported.of(node, input), input, parameters.dense());
            return;
        }
        if (!input.isSequence()) {
            denseOnPicture(node, input, parameters);
            return;
        }
        Convolution1DLayer layer = new Convolution1DLayer.Builder()
                .kernelSize(1)
                .nIn(input.features())
                .nOut(node.config().path("units").asInt())
                .hasBias(node.flag("use_bias", true))
                .activation(activations.of(node, "activation"))
                .build();
        layer.setLayerName(node.name());
        ImportedLayer.regularize(layer, node, "kernel_regularizer");
        // Both a convolution of length 1 and an output layer have the kernel's memory in Keras's order.
        assembly.layer(node, layer, input, parameters.dense());
    }

    /** The same layer on each place of a picture: a convolution of one place. */
    private void denseOnPicture(Node node, Tensor input, Parameters parameters) throws IOException {
        if (!input.isTurned() || input.shape().length != 3) {
            throw node.unsupported("on an input of the shape " + Arrays.toString(input.kerasShape())
                    + " (expected a sequence, or a picture with its channels last)");
        }
        ConvolutionLayer layer = new ConvolutionLayer.Builder(1, 1)
                .convolutionMode(ConvolutionMode.Truncate)
                .nIn(input.features())
                .nOut(node.config().path("units").asInt())
                .hasBias(node.flag("use_bias", true))
                .activation(activations.of(node, "activation"))
                .build();
        layer.setLayerName(node.name());
        ImportedLayer.regularize(layer, node, "kernel_regularizer");
        assembly.layer(node, layer, input, parameters.denseOnPicture());
    }

    private Layer depthwise(Node node, Tensor input) throws IOException {
        int[] dilation = pair(node, "dilation_rate");
        if (dilation[0] != 1 || dilation[1] != 1) {
            throw node.unsupported("dilation_rate " + node.config().path("dilation_rate")
                    + " (expected 1: DL4J has no dilated convolutions of each channel alone)");
        }
        int multiplier = node.config().path("depth_multiplier").asInt(1);
        DepthwiseConvolution2D layer = new DepthwiseConvolution2D.Builder()
                .kernelSize(pair(node, "kernel_size"))
                .stride(pair(node, "strides"))
                .depthMultiplier(multiplier)
                .nIn(input.features())
                .nOut(input.features() * multiplier)
                .hasBias(node.flag("use_bias", true))
                .convolutionMode(
                        node.text("padding", "valid").equals("same") && !ImportedLayer.isPaddedInVain(node)
                                ? ConvolutionMode.Same
                                : ConvolutionMode.Truncate)
                .activation(activations.of(node, "activation"))
                .build();
        layer.setLayerName(node.name());
        ImportedLayer.regularize(layer, node, "depthwise_regularizer");
        return layer;
    }

    private static void requireOverlap(Node node) throws IOException {
        if (!node.kind().endsWith("Transpose")) {
            return;
        }
        int[] kernel = pair(node, "kernel_size");
        int[] strides = pair(node, "strides");
        boolean is1d = node.kind().startsWith("Conv1D");
        if (kernel[0] < strides[0] || (!is1d && kernel[1] < strides[1])) {
            throw node.unsupported("its strides " + node.config().path("strides") + " are larger than its kernel "
                    + node.config().path("kernel_size") + ", where DL4J leaves out the last places");
        }
        boolean isPadded = node.config().path("output_padding").isArray()
                || node.config().path("output_padding").asInt() != 0;
        int[] dilation = pair(node, "dilation_rate");
        boolean isDilated = dilation[0] != 1 || (!is1d && dilation[1] != 1);
        if (isPadded || isDilated) {
            throw node.unsupported("DL4J has no output_padding, and computes other values for a dilation_rate");
        }
    }

    private static int[] pair(Node node, String key) {
        var given = node.config().path(key);
        int byDefault = given.asInt(1);
        return new int[] {given.path(0).asInt(byDefault), given.path(1).asInt(byDefault)};
    }
}
