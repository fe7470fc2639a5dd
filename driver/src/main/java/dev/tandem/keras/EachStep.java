package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.layer.BatchAsSteps;
import dev.tandem.layer.StepsAsBatch;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A layer on each time step of its own ({@code TimeDistributed}): on a batch of all samples' steps. */
final class EachStep {

    /** DL4J, too, applies these to each time step when they are given a sequence. */
    private static final Set<String> OF_SEQUENCES = Set.of("Dense", "Activation", "Dropout");

    private static final Set<String> MODELS = Set.of("Functional", "Sequential", "Model");

    private final Assembly assembly;

    EachStep(Assembly assembly) {
        this.assembly = assembly;
    }

    /** The layer inside, where DL4J needs nothing around it; otherwise the wrapper itself. */
    static Node unwrapped(Node node, Tensor input) {
        boolean isWrapper = node.kind().equals("TimeDistributed");
        return isWrapper && input.isSequence() && OF_SEQUENCES.contains(kind(node)) ? inner(node) : node;
    }

    /** The steps as a batch, under the name with which {@link #each} is fed. */
    void before(Node node, Tensor input) throws IOException {
        long[] shape = input.shape();
        if (input.isFlat() || !input.isTurned() || shape[1] < 1) {
            throw node.unsupported("on an input of the shape " + Arrays.toString(input.kerasShape())
                    + " (expected time steps, of which the number is known, and channels last)");
        }
        if (MODELS.contains(kind(node))) {
            throw node.unsupported("of a model (expected a layer)");
        }
        assembly.computation(node.part("_steps"), new StepsAsBatch(), input);
    }

    /** The layer inside, on such a batch. */
    static Node each(Node node) {
        return inner(node.part("_each")).fedBy(List.of(node.part("_steps").name()));
    }

    void after(Node node, Tensor input) throws IOException {
        Tensor each = assembly.result(node.part("_each").name());
        if (each.shape().length > 3) {
            throw node.unsupported("of a " + kind(node) + " on volumes");
        }
        assembly.computation(node, new BatchAsSteps(input.shape()[1]), each);
        assembly.mask(node, input.mask());
    }

    private static String kind(Node node) {
        return node.config().path("layer").path("class_name").asText();
    }

    private static Node inner(Node node) {
        JsonNode layer = node.config().path("layer");
        return node.as(kind(node), layer.path("config").deepCopy());
    }
}
