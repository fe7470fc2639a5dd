package dev.tandem.bench;

import dev.tandem.bench.rivals.AveragingPart;
import dev.tandem.bench.rivals.Dl4jSparkPart;
import dev.tandem.bench.rivals.LayersPart;
import dev.tandem.bench.rivals.TorchPart;
import java.util.ArrayList;
import java.util.List;

/** All parts, in the order in which they run. */
final class Parts {

    static final List<Part> ALL = List.of(
            new OverheadPart(),
            new ScalingPart(),
            new CheckpointPart(),
            new Dl4jSparkPart(),
            new TorchPart(),
            new LayersPart(),
            new AveragingPart(),
            new AccuracyPart(),
            new FeedPart(),
            new StartupPart());

    private Parts() {}

    /**
     * The parts of these names, in their usual order; all if there is no name.
     *
     * @throws IllegalArgumentException if there is no such part; the message names those that there are
     */
    static List<Part> named(List<String> names) {
        List<String> known = ALL.stream().map(Part::name).toList();
        List<String> unknown = new ArrayList<>(names);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "Unknown part: " + String.join(", ", unknown) + " (known: " + String.join(", ", known) + ")");
        }
        return ALL.stream()
                .filter(part -> names.isEmpty() || names.contains(part.name()))
                .toList();
    }
}
