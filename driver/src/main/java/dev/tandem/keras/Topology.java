package dev.tandem.keras;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A model's layers, those of models within it among them.
 *
 * @param nodes in the file's order
 * @param inputs names of the input layers, in the order of the model's inputs
 * @param outputs names of the layers whose results are the model's
 * @param outputNames what the file calls these results; another name where a model gives them
 */
record Topology(List<Node> nodes, List<String> inputs, List<String> outputs, List<String> outputNames) {

    Topology {
        nodes = List.copyOf(nodes);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        outputNames = List.copyOf(outputNames);
    }

    static Topology of(SavedModel saved, Warnings warnings) throws IOException {
        Dialect dialect = new Dialect(saved.majorVersion());
        ModelJson model = new ModelJson(saved.model(), dialect, Address.ROOT, true);
        List<Node> nodes = new TopologyReader(dialect, warnings).read(model);
        List<String> inputs = model.isSequential()
                ? List.of(nodes.get(0).name())
                : model.inputs().stream().map(LayerJson::vertex).toList();
        return new Topology(needed(nodes, inputs, model.outputs()), inputs, model.outputs(), model.outputNames());
    }

    /** Without layers that nothing comes of, such as those that compute Keras 3's masks. */
    private static List<Node> needed(List<Node> nodes, List<String> inputs, List<String> outputs) {
        Set<String> names = new HashSet<>(inputs);
        names.addAll(outputs);
        int before = -1;
        while (before < names.size()) {
            before = names.size();
            nodes.stream().filter(node -> names.contains(node.name())).forEach(node -> names.addAll(node.inputs()));
        }
        return nodes.stream().filter(node -> names.contains(node.name())).toList();
    }

    /** The file's name of the output that a layer gives; its own if it gives none. */
    String outputName(Node node) {
        int index = outputs.indexOf(node.name());
        return index < 0 || index >= outputNames.size() ? node.name() : outputNames.get(index);
    }
}
