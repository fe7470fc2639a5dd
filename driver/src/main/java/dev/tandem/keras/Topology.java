package dev.tandem.keras;

import java.io.IOException;
import java.util.List;

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
        return new Topology(nodes, inputs, model.outputs(), model.outputNames());
    }

    /** The file's name of the output that a layer gives; its own if it gives none. */
    String outputName(Node node) {
        int index = outputs.indexOf(node.name());
        return index < 0 || index >= outputNames.size() ? node.name() : outputNames.get(index);
    }
}
