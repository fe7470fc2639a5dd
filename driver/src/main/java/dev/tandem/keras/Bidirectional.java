package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;

/** A recurrent layer in both directions, out of single ones: DL4J's own would end the second at another time step than Keras's. */
final class Bidirectional {

    private static final List<String> OPTIONS =
            List.of("units", "activation", "recurrent_activation", "use_bias", "return_sequences", "reset_after");

    private final Assembly assembly;
    private final Recurrent recurrent;

    Bidirectional(Assembly assembly, Recurrent recurrent) {
        this.assembly = assembly;
        this.recurrent = recurrent;
    }

    /** Two layers side by side, the second on the sequence in reverse. */
    void add(Node node, List<Array> arrays, Tensor input) throws IOException {
        Node forward = forward(node);
        Node backward = direction(node, "_backward");
        int half = arrays.size() / 2;
        recurrent.add(forward, input, arrays.subList(0, half));
        recurrent.add(backward, recurrent.reversed(node, input), arrays.subList(half, arrays.size()));
        Tensor result = assembly.result(backward.name());
        if (result.isSequence()) {
            Node back = node.part("_back");
            assembly.vertex(back, new ReverseTimeSeriesVertex(), List.of(result), result.type());
            assembly.mask(back, input.mask());
            result = assembly.result(back.name());
        }
        new Merges(assembly)
                .join(node, node.text("merge_mode", "none"), List.of(assembly.result(forward.name()), result));
    }

    static Node forward(Node node) throws UnsupportedModelException {
        return direction(node, "_forward");
    }

    /** One of the two layers; the file may have the second apart, but Keras makes it like the first. */
    private static Node direction(Node node, String ending) throws UnsupportedModelException {
        JsonNode wrapped = node.config().path("layer");
        String kind = wrapped.path("class_name").asText();
        if (!Set.of("LSTM", "SimpleRNN", "GRU").contains(kind)) {
            throw node.unsupported("of a " + kind + " (expected LSTM, GRU or SimpleRNN)");
        }
        JsonNode other = node.config().path("backward_layer");
        if (wrapped.path("config").path("go_backwards").asBoolean(false)
                || (other.has("class_name") && !isLike(wrapped, other))) {
            throw node.unsupported("its two layers differ in more than their direction");
        }
        return node.part(ending).as(kind, wrapped.path("config").deepCopy());
    }

    private static boolean isLike(JsonNode forward, JsonNode backward) {
        return forward.path("class_name").equals(backward.path("class_name"))
                && OPTIONS.stream()
                        .allMatch(option -> forward.path("config")
                                .path(option)
                                .equals(backward.path("config").path(option)));
    }
}
