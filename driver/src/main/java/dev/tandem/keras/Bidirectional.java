package dev.tandem.keras;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A recurrent layer in both directions, out of single ones: DL4J's own would end the second at another time step than Keras's. */
final class Bidirectional {

    private final Assembly assembly;
    private final Recurrent recurrent;

    Bidirectional(Assembly assembly, Recurrent recurrent) {
        this.assembly = assembly;
        this.recurrent = recurrent;
    }

    /** Two layers side by side, the second on the sequence in reverse. */
    void add(Node node, List<Array> arrays, Tensor input) throws IOException {
        var wrapped = node.config().path("layer");
        String kind = new Dialect(2).kind(wrapped.path("class_name").asText());
        Node forward = part(node, "_forward", kind, node.name());
        Node backward = part(node, "_backward", kind, node.name());
        int half = arrays.size() / 2;
        assembly.layer(
                forward,
                recurrent.layer(forward, input),
                input,
                recurrent.parameters(forward, arrays.subList(0, half)));
        Node turned = part(node, "_reversed", kind, node.name());
        assembly.vertex(turned, new ReverseTimeSeriesVertex(), List.of(input), input.type());
        Tensor reversed = assembly.result(turned.name());
        Map<String, INDArray> values = recurrent.parameters(backward, arrays.subList(half, arrays.size()));
        assembly.layer(backward, recurrent.layer(backward, reversed), reversed, values);
        Tensor result = assembly.result(backward.name());
        if (result.isSequence()) {
            Node back = part(node, "_back", kind, node.name());
            assembly.vertex(back, new ReverseTimeSeriesVertex(), List.of(result), result.type());
            result = assembly.result(back.name());
        }
        new Merges(assembly)
                .join(node, node.text("merge_mode", "none"), List.of(assembly.result(forward.name()), result));
    }

    private static Node part(Node node, String ending, String kind, String input) throws UnsupportedModelException {
        if (!Set.of("LSTM", "SimpleRNN").contains(kind)) {
            throw node.unsupported("of a " + kind + " (expected LSTM or SimpleRNN)");
        }
        var config = new Dialect(3).config(kind, node.config().path("layer").path("config"));
        return new Node(node.index(), node.name() + ending, kind, config, List.of(input));
    }
}
