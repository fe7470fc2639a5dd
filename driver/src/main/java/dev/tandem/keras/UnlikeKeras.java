package dev.tandem.keras;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Warns of what training computes otherwise than Keras, where predictions are the same. */
final class UnlikeKeras {

    private final Assembly assembly;
    private final Warnings warnings;
    private final Set<String> ofJoinedCalls = new HashSet<>();

    UnlikeKeras(Assembly assembly, Warnings warnings) {
        this.assembly = assembly;
        this.warnings = warnings;
    }

    /** After the layer has been built. */
    void warn(Node node) throws IOException {
        boolean isFedByJoined = node.inputs().stream().anyMatch(ofJoinedCalls::contains);
        if (node.kind().equals(SharedLayers.INPUTS)
                || (isFedByJoined && !node.kind().equals(SharedLayers.RESULT))) {
            ofJoinedCalls.add(node.name());
        }
        if (node.kind().equals("BatchNormalization") && isFedByJoined) {
            warnings.add(
                    node,
                    "it is called several times, and in training its mean and variance are those of all calls"
                            + " together; Keras takes those of each call");
        }
        if (assembly.isResult(node) && assembly.result(node.name()).isMasked()) {
            warnings.add(node, "time steps that its mask leaves out count in the loss here; Keras leaves them out");
        }
    }
}
