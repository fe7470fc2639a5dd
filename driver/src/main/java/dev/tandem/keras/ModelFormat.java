package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;

/** Whether a model's pictures have their channels first; a file says so at each layer that cares. */
record ModelFormat(boolean isChannelsFirst) {

    static ModelFormat of(List<Node> nodes) throws UnsupportedModelException {
        Boolean isFirst = null;
        for (Node node : nodes) {
            String format = node.text("data_format", "");
            boolean isPicture = node.kind().contains("2D") || node.kind().contains("3D");
            if (!isPicture || format.isEmpty() || format.equals("default")) {
                continue;
            }
            boolean now = format.equals("channels_first");
            if (isFirst != null && isFirst != now) {
                throw node.unsupported("its data_format " + format + " is not that of the layers before it");
            }
            isFirst = now;
        }
        return new ModelFormat(Boolean.TRUE.equals(isFirst));
    }

    /** What an input layer gives. Sequences may have any length. */
    Tensor input(Node node) throws UnsupportedModelException {
        JsonNode given = node.config().path("batch_input_shape");
        if (given.size() == 1 && given.path(0).isArray()) {
            given = given.path(0);
        }
        int rank = given.size() - 1;
        if (rank < 1 || rank > 4) {
            throw node.unsupported(
                    "an input of the shape " + given + " (expected 1 to 4 dimensions after the batch size)");
        }
        long[] shape = new long[rank];
        for (int i = 0; i < rank; i++) {
            shape[i] = given.path(i + 1).asLong(-1);
            boolean mayBeUnknown = (rank == 2 && i == 0) || rank == 1;
            if (shape[i] < 1 && !mayBeUnknown) {
                throw node.unsupported("an input of the shape " + given
                        + ": DL4J needs its sizes. Save the model with a fixed input shape");
            }
        }
        return new Tensor(node.name(), Rearrangement.type(shape, isChannelsFirst), isChannelsFirst, "");
    }

    InputType type(long[] shape) {
        return Rearrangement.type(shape, isChannelsFirst);
    }
}
