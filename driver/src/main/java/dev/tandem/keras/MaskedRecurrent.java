package dev.tandem.keras;

import dev.tandem.layer.KerasRecurrent;
import dev.tandem.layer.KerasRecurrent.Steps;
import dev.tandem.layer.Merging;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Recurrent layers that DL4J lacks: gated recurrent units, any without biases, and any on sequences with steps that do not count. */
final class MaskedRecurrent {

    /** The option to give zeros in steps that do not count, rather than what the step before gave. */
    static final String ZEROS = "zero_output_for_mask";

    private final Assembly assembly;
    private final Activations activations;

    MaskedRecurrent(Assembly assembly, Activations activations) {
        this.assembly = assembly;
        this.activations = activations;
    }

    void add(Node node, Tensor input, List<Array> arrays) throws IOException {
        Recurrent.requireStateless(node);
        String cell = cell(node);
        int units = node.config().path("units").asInt();
        KerasRecurrent layer = new KerasRecurrent(node.name(), cell, input.features(), units)
                .functions(activations.of(node, "activation"), activations.of(node, "recurrent_activation"))
                .steps(node.flag("return_sequences", false) ? Steps.ALL : Steps.LAST);
        if (!node.flag("use_bias", true)) {
            layer.withoutBias();
        }
        ImportedLayer.regularize(layer, node, "kernel_regularizer");
        Map<String, INDArray> values = parameters(node, cell, GateArrays.ofKeras1(node, arrays));
        Tensor given = input;
        double dropout = node.config().path("dropout").asDouble();
        if (input.isMasked()) {
            given = withMask(node, dropout > 0 ? dropped(node, input, dropout) : input);
            layer.masked();
        } else if (dropout > 0) {
            layer.setIDropout(new Dropout(1 - dropout));
        }
        boolean hasZeros = input.isMasked() && node.flag(ZEROS, false) && node.flag("return_sequences", false);
        if (!hasZeros) {
            assembly.layer(node, layer, given, values);
            return;
        }
        Node all = node.part("_all");
        layer.setLayerName(all.name());
        assembly.layer(all, layer, given, values);
        assembly.computation(
                node, new Merging(Merging.Operation.MULTIPLY), assembly.result(all.name()), input.maskItself());
    }

    private static String cell(Node node) {
        return switch (node.kind()) {
            case "LSTM" -> "lstm";
            case "GRU" -> node.flag("reset_after", false) ? "gru_reset_after" : "gru";
            default -> "simple";
        };
    }

    private Tensor dropped(Node node, Tensor input, double rate) throws IOException {
        Node dropout = node.part("_dropout");
        assembly.layer(dropout, new DropoutLayer(new Dropout(1 - rate)), input, Map.of());
        return assembly.result(dropout.name());
    }

    private Tensor withMask(Node node, Tensor input) throws IOException {
        Node joined = node.part("_masked");
        InputType type = InputType.recurrent(input.features() + 1, input.shape()[1]);
        assembly.vertex(joined, new MergeVertex(), List.of(input, input.maskItself()), type);
        return assembly.result(joined.name());
    }

    private static Map<String, INDArray> parameters(Node node, String cell, List<Array> arrays)
            throws UnsupportedModelException {
        boolean hasBias = node.flag("use_bias", true);
        if (arrays.size() < (hasBias ? 3 : 2)) {
            throw node.unsupported("the file has only " + arrays.size() + " arrays of it");
        }
        Map<String, INDArray> values = new LinkedHashMap<>();
        values.put("W", arrays.get(0).toNd4j());
        values.put("RW", arrays.get(1).toNd4j());
        if (!hasBias) {
            return values;
        }
        INDArray bias = arrays.get(2).toNd4j();
        boolean hasTwo = bias.rank() == 2 && bias.size(0) == 2;
        values.put("b", hasTwo ? bias.getRow(0) : bias);
        if (cell.equals("gru_reset_after")) {
            values.put("rb", hasTwo ? bias.getRow(1) : Nd4j.zeros(bias.length()));
        }
        return values;
    }
}
