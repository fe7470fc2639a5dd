package dev.tandem.keras;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;

/** What is before and after a layer that is called several times: its inputs' batches as one, and one batch's results. */
final class SharedLayers {

    /** The class of nodes that join the inputs. */
    static final String INPUTS = "_shared_";

    /** The class of nodes that take one call's results. */
    static final String RESULT = "_result_";

    private final Assembly assembly;

    SharedLayers(Assembly assembly) {
        this.assembly = assembly;
    }

    void join(Node node) throws IOException {
        List<Tensor> inputs = new ArrayList<>();
        for (String input : node.inputs()) {
            inputs.add(assembly.result(input));
        }
        Tensor first = inputs.get(0);
        for (Tensor input : inputs) {
            if (!Arrays.equals(input.shape(), first.shape()) || input.isMasked() != first.isMasked()) {
                throw node.unsupported("it is used on inputs of the shapes " + Arrays.toString(first.kerasShape())
                        + " and " + Arrays.toString(input.kerasShape())
                        + ", and DL4J shares a layer's weights among equal ones only");
            }
        }
        assembly.vertex(node, new StackVertex(), inputs, first.type());
        if (first.isMasked()) {
            Node mask = node.part("_mask");
            List<Tensor> masks = inputs.stream().map(Tensor::maskItself).toList();
            assembly.vertex(mask, new StackVertex(), masks, masks.get(0).type());
            assembly.mask(node, mask.name());
        }
    }

    void part(Node node, Tensor joined) throws IOException {
        int call = node.config().path("call").asInt();
        int calls = node.config().path("calls").asInt();
        assembly.vertex(node, new UnstackVertex(call, calls), List.of(joined), joined.type());
        if (joined.isMasked()) {
            Node mask = node.part("_mask");
            Tensor all = joined.maskItself();
            assembly.vertex(mask, new UnstackVertex(call, calls), List.of(all), all.type());
            assembly.mask(node, mask.name());
        }
    }

    /** Why a layer that is called several times cannot be fed. */
    static UnsupportedModelException circle(Node node) {
        return node.unsupported("it is used on what it gave itself, and DL4J shares a layer's weights only among inputs"
                + " that do not depend on it");
    }
}
