package dev.tandem.keras;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;

/** Makes DL4J's network of a file of Keras's, with its values. Opens the file: only for a process that may end with it. */
final class Converter {

    private static final byte[] ZIP = {'P', 'K'};

    private final Compile compile;
    private final Warnings warnings = new Warnings();

    Converter(Compile compile) {
        this.compile = compile;
    }

    /**
     * Reads a model.
     *
     * @param scratch a directory for what is unpacked
     * @throws IOException saying what is wrong with the file, without its name
     */
    Conversion read(Path file, Path scratch) throws IOException {
        List<Hdf5File> open = new ArrayList<>();
        try {
            SavedModel saved = open(file, scratch, path -> {
                open.add(Hdf5File.open(path));
                return open.get(open.size() - 1);
            });
            return network(saved);
        } finally {
            open.forEach(Hdf5File::close);
        }
    }

    private static SavedModel open(Path file, Path scratch, KerasArchive.Opened opened) throws IOException {
        byte[] start = new byte[ZIP.length];
        try (var in = Files.newInputStream(file)) {
            in.readNBytes(start, 0, start.length);
        }
        return java.util.Arrays.equals(start, ZIP)
                ? KerasArchive.read(file, scratch.resolve("model.weights.h5"), opened)
                : LegacyFile.read(opened.hdf5(file));
    }

    Conversion network(SavedModel saved) throws IOException {
        Topology topology = Topology.of(saved, warnings);
        ModelFormat format = ModelFormat.of(topology.nodes());
        OutputLayers outputs = new OutputLayers(topology, new Losses(compile.loss(), saved.training()));
        OptimizerConfig config = new OptimizerConfig(warnings);
        IUpdater optimizer = optimizer(saved, config);
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .updater(optimizer)
                .graphBuilder()
                .addInputs(topology.inputs());
        Assembly assembly = new Assembly(graph, outputs, config.rules());
        addAll(topology, new Layers(format, saved, assembly, warnings), assembly);
        graph.setOutputs(outputs.vertices().toArray(String[]::new));
        graph.allowDisconnected(true);
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        assembly.fill(network);
        if (config.rules().isAny()) {
            warnings.add(
                    "its optimizer's clipping and weight decay leave batch norms out, and gradients are clipped before"
                            + " regularizers add to them");
        }
        Optional<String> frozen = FrozenLayers.until(network, assembly.untrained(), warnings);
        return new Conversion(network, frozen, warnings.all());
    }

    private IUpdater optimizer(SavedModel saved, OptimizerConfig config) throws IOException {
        return compile.optimizer().isPresent() ? compile.optimizer().get().make() : config.of(saved.training());
    }

    private static void add(Node node, Layers layers) throws IOException {
        try {
            layers.add(node);
        } catch (RuntimeException e) {
            throw node.unsupported("DL4J cannot build it: " + e.getMessage());
        }
    }

    /** Layers as soon as those that feed them are there: files do not promise an order. */
    private static void addAll(Topology topology, Layers layers, Assembly assembly) throws IOException {
        List<Node> waiting = new ArrayList<>(topology.nodes());
        while (!waiting.isEmpty()) {
            List<Node> ready = waiting.stream()
                    .filter(node -> node.inputs().stream().allMatch(assembly::has))
                    .toList();
            if (ready.isEmpty()) {
                Optional<Node> shared = waiting.stream()
                        .filter(node -> node.kind().equals(SharedLayers.INPUTS))
                        .findFirst();
                if (shared.isPresent()) {
                    throw SharedLayers.circle(shared.get());
                }
                throw waiting.get(0)
                        .unsupported("it waits for layers that nothing feeds: "
                                + waiting.get(0).inputs());
            }
            for (Node node : ready) {
                add(node, layers);
            }
            waiting.removeAll(ready);
        }
    }
}
