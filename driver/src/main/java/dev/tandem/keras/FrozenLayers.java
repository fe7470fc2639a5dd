package dev.tandem.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;

/** What becomes of {@code trainable: false}: the network's first layers can be frozen, up to one of them. */
final class FrozenLayers {

    private FrozenLayers() {}

    /**
     * The last of the frozen layers.
     *
     * @param untrained the layers that the file says not to train
     * @param warnings for those of them that come after others that train
     */
    static Optional<String> until(ComputationGraph network, Set<String> untrained, Warnings warnings) {
        List<String> withValues = new ArrayList<>();
        for (int index : network.topologicalSortOrder()) {
            GraphVertex vertex = network.getVertices()[index];
            if (vertex.hasLayer() && vertex.getLayer().numParams() > 0) {
                withValues.add(vertex.getVertexName());
            }
        }
        List<String> outputs = network.getConfiguration().getNetworkOutputs();
        int frozen = 0;
        while (frozen < withValues.size()
                && untrained.contains(withValues.get(frozen))
                && !outputs.contains(withValues.get(frozen))) {
            frozen++;
        }
        boolean isAll = frozen == withValues.size();
        List<String> others = withValues.subList(isAll ? 0 : frozen, withValues.size()).stream()
                .filter(untrained::contains)
                .toList();
        if (!others.isEmpty()) {
            warnings.add("trainable: false is left out for " + others
                    + ": only a network's first layers can be frozen, and not all of them");
        }
        return isAll || frozen == 0 ? Optional.empty() : Optional.of(withValues.get(frozen - 1));
    }
}
