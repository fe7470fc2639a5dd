package dev.tandem.keras;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Recurrent layers over (batch, features, time). Made here, since DL4J's import would have time before features. */
final class Recurrent {

    private static final int GATES = 4;

    private final Assembly assembly;
    private final Activations activations;

    Recurrent(Assembly assembly, Activations activations) {
        this.assembly = assembly;
        this.activations = activations;
    }

    /** DL4J's own layer where it computes the same, which is faster. */
    void add(Node node, Tensor input, List<Array> arrays) throws IOException {
        if (input.isMasked() || node.kind().equals("GRU") || !node.flag("use_bias", true)) {
            new MaskedRecurrent(assembly, activations).add(node, input, arrays);
        } else {
            assembly.layer(node, layer(node, input), input, parameters(node, arrays));
        }
    }

    /** A sequence from its end to its start. */
    Tensor reversed(Node node, Tensor input) throws IOException {
        Node turned = node.part("_reversed");
        assembly.vertex(turned, new ReverseTimeSeriesVertex(), List.of(input), input.type());
        if (input.isMasked()) {
            Node mask = node.part("_reversed_mask");
            Tensor given = input.maskItself();
            assembly.vertex(mask, new ReverseTimeSeriesVertex(), List.of(given), given.type());
            assembly.mask(turned, mask.name());
        }
        return assembly.result(turned.name());
    }

    static void requireStateless(Node node) throws UnsupportedModelException {
        for (String option : List.of("stateful", "return_state", "time_major")) {
            if (node.flag(option, false)) {
                throw node.unsupported("DL4J has no " + option);
            }
        }
    }

    private Layer layer(Node node, Tensor input) throws UnsupportedModelException {
        requireStateless(node);
        BaseRecurrentLayer layer = switch (node.kind()) {
            case "LSTM" -> lstm(node);
            case "SimpleRNN" -> new SimpleRnn.Builder().build();
            default -> throw node.unsupported("DL4J has no such layer");
        };
        layer.setLayerName(node.name());
        layer.setNIn(input.features());
        layer.setNOut(node.config().path("units").asInt());
        layer.setActivationFn(activations.of(node, "activation"));
        ImportedLayer.regularize(layer, node, "kernel_regularizer");
        double dropout = node.config().path("dropout").asDouble();
        if (dropout > 0) {
            layer.setIDropout(new org.deeplearning4j.nn.conf.dropout.Dropout(1 - dropout));
        }
        return node.flag("return_sequences", false) ? layer : new LastTimeStep(layer);
    }

    private LSTM lstm(Node node) throws UnsupportedModelException {
        return new LSTM.Builder()
                .gateActivationFunction(activations.of(node, "recurrent_activation"))
                .build();
    }

    private Map<String, INDArray> parameters(Node node, List<Array> given) throws UnsupportedModelException {
        List<Array> arrays = GateArrays.ofKeras1(node, given);
        if (arrays.size() < 3) {
            throw node.unsupported("the file has only " + arrays.size() + " arrays of it");
        }
        int units = node.config().path("units").asInt();
        Map<String, INDArray> values = new LinkedHashMap<>();
        values.put("W", reordered(node, arrays.get(0), units));
        values.put("RW", reordered(node, arrays.get(1), units));
        values.put("b", reordered(node, arrays.get(2), units));
        return values;
    }

    /** Keras has the gates as input, forget, candidate, output; DL4J as candidate, forget, output, input. */
    private static INDArray reordered(Node node, Array array, int units) throws UnsupportedModelException {
        if (!node.kind().equals("LSTM")) {
            return array.toNd4j();
        }
        long[] shape = array.shape();
        if (shape.length == 0 || shape[shape.length - 1] != (long) GATES * units) {
            throw node.unsupported("its values " + array + " are not those of " + units + " units");
        }
        int[] order = {2, 1, 3, 0};
        float[] from = array.values();
        float[] to = new float[from.length];
        for (int row = 0; row < from.length; row += GATES * units) {
            for (int gate = 0; gate < GATES; gate++) {
                System.arraycopy(from, row + order[gate] * units, to, row + gate * units, units);
            }
        }
        return Nd4j.create(to, shape, 'c');
    }
}
