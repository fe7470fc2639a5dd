package dev.tandem.bench.rivals;

import dev.tandem.bench.Contender;
import dev.tandem.bench.Figure;
import dev.tandem.bench.MadeUpImages;
import dev.tandem.bench.Measure;
import dev.tandem.bench.Part;
import dev.tandem.bench.Workbench;
import dev.tandem.bench.Workload;
import dev.tandem.data.Batch;
import dev.tandem.model.TrainableModel;
import dev.tandem.model.Zoo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Milliseconds of one training step by kind of layer, forward and backward, in DL4J with oneDNN as Tandem trains it, and in PyTorch; one
 * thread. {@code rest} is what is left of the whole step: output layer and loss, optimizer, and what lies between layers. PyTorch's are
 * inclusive times of its profiler, which slows the profiled steps down a little.
 */
public final class LayersPart implements Part {

    private static final String UNIT = "ms";
    private static final int[] PHOTOGRAPHS = {8, 3, 224, 224};
    private static final int CLASSES = 1000;

    @Override
    public String name() {
        return "layers";
    }

    @Override
    public String title() {
        return "where the time of a step goes, by kind of layer, beside PyTorch";
    }

    @Override
    public void run(Workbench bench) throws Exception {
        Batch small = Workload.RESNET20.data(bench.settings(), 1).get(0);
        measure(
                bench,
                "resnet20",
                Workload.RESNET20.network(),
                small,
                bench.settings().choose(2, 10));
        Batch large = new MadeUpImages(1, PHOTOGRAPHS, CLASSES).get(0);
        measure(
                bench,
                "densenet121",
                Zoo.create("densenet121", List.of(224, 224, 3), CLASSES, new Adam(0.001), 42),
                large,
                bench.settings().choose(1, 2));
    }

    private static void measure(Workbench bench, String label, Model network, Batch batch, int steps) throws Exception {
        LayerTimes times =
                new LayerTimes((ComputationGraph) TrainableModel.of(network).network());
        Measure dl4j = Measure.of("layers." + label, bench.settings().choose(1, 3))
                .with(new Contender("dl4j", () -> figures(times.perStep(batch, steps))));
        try (Dialogue torch = Dialogue.start(Torch.find(bench.settings()).script("layers.py", label, batch.size()))) {
            torch.hear();
            bench.measure(dl4j.with(new Contender("torch", () -> figures(parse(torch, steps)))));
        } catch (Torch.MissingException e) {
            bench.measure(dl4j);
            bench.skip("layers." + label + ".torch", e.getMessage());
        }
    }

    private static Map<String, Double> parse(Dialogue torch, int steps) throws Exception {
        torch.say(steps);
        String[] words = torch.hear().split(" ");
        Map<String, Double> millis = new LinkedHashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            millis.put(words[i], Double.parseDouble(words[i + 1]));
        }
        return millis;
    }

    /** In the order of the alphabet, so that those of both sides are easily compared, with the rest of the step. */
    private static List<Figure> figures(Map<String, Double> millis) {
        Map<String, Double> all = new TreeMap<>(millis);
        double step = millis.getOrDefault("step", 0.0);
        double known = millis.values().stream().mapToDouble(Double::doubleValue).sum() - step;
        all.put("rest", step - known);
        return all.entrySet().stream()
                .map(each -> new Figure(each.getKey(), each.getValue(), UNIT))
                .toList();
    }
}
