package dev.tandem.bench;

import dev.tandem.bench.Settings.Depth;
import dev.tandem.model.TrainableModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long LeNet takes to a validation accuracy on Fashion-MNIST, looked at after each half pass over the data, in a process of its own for
 * each way to average. Seconds count from the first epoch's beginning. Bytes are computed, not counted: what all executors send to one another
 * when each has one replica.
 */
final class AccuracyPart implements Part {

    private static final String JOB = """
            name: accuracy
            seed: 42
            model: {zoo: lenet, input_shape: [28, 28, 1], classes: 10, optimizer: {adam: {learning_rate: 0.001}}}
            data:
              train:
                idx: {images: "${fashion}/train-images-idx3-ubyte.gz", labels: "${fashion}/train-labels-idx1-ubyte.gz"}
                batch_size: 64
                scale: 0.00392156862745098
              validation:
                idx: {images: "${fashion}/t10k-images-idx3-ubyte.gz", labels: "${fashion}/t10k-labels-idx1-ubyte.gz"}
                batch_size: 256
            fit: {verbose: 0}
            callbacks: [dev.tandem.bench.StopAt: {metric: val_accuracy, value: ${target}}]
            run: {directory: "${scratch}/accuracy"}
            """;

    private static final String ONE = "one";
    private static final double PASS = 60_000.0 / 64;

    /** One line for each way to train. */
    private static final List<Way> WAYS = List.of(
            new Way(ONE, 1, 4, Map.of()),
            new Way("two_every_1", 2, 1, Map.of()),
            new Way("two_every_4", 2, 4, Map.of()),
            new Way("two_every_16", 2, 16, Map.of()),
            new Way("two_every_64", 2, 64, Map.of()),
            new Way(
                    "two_every_64_nesterov",
                    2,
                    64,
                    Map.of("averaging.outer", "{nesterov: {learning_rate: 0.7, momentum: 0.9}}")));

    /**
     * A way to train.
     *
     * @param name of the contender
     * @param replicas of the model
     * @param averageEvery local steps between two averages
     * @param further keys of the job file, and their values
     */
    private record Way(String name, int replicas, int averageEvery, Map<String, String> further) {

        /** Bytes that all executors send in an epoch of so many steps, when they agree on so many values of four bytes. */
        double bytes(int steps, int values) {
            int perReplica = (steps + replicas - 1) / replicas;
            int rounds = (perReplica + averageEvery - 1) / averageEvery;
            return rounds * 2.0 * (replicas - 1) * values * Float.BYTES;
        }
    }

    /**
     * How far to train.
     *
     * @param percent of validation accuracy
     * @param steps in an epoch; half a pass has 469
     * @param epochs after which to give up
     */
    private record Goal(int percent, int steps, int epochs) {}

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public String title() {
        return "time and bytes to a validation accuracy on Fashion-MNIST, by how replicas agree";
    }

    @Override
    public void run(Workbench bench) throws Exception {
        Settings settings = bench.settings();
        Optional<Path> fashion = settings.data("fashion-mnist");
        if (fashion.isEmpty()) {
            bench.skip("accuracy", "no Fashion-MNIST in " + settings.data() + "/fashion-mnist");
            return;
        }
        boolean quick = settings.depth() == Depth.QUICK;
        Goal goal = quick ? new Goal(75, 60, 10) : new Goal(89, 469, 20);
        Path job = Files.writeString(settings.scratch().resolve("accuracy.yaml"), JOB);
        List<String> command = List.of(
                "train",
                job.toString(),
                "--restart",
                "--set=fashion=" + fashion.get().toUri(),
                "--set=scratch=" + settings.scratch(),
                "--set=target=" + goal.percent() / 100.0,
                "--set=fit.steps_per_epoch=" + goal.steps(),
                "--set=fit.epochs=" + goal.epochs());
        TrainableModel model = TrainableModel.of(Workload.LENET.network());
        int values = model.parameterCount() + model.updaterStateCount();
        Measure measure = Measure.of("accuracy.to_" + goal.percent(), 1);
        for (Way way : quick ? List.of(WAYS.get(0), WAYS.get(2)) : WAYS) {
            measure = measure.with(new Contender(way.name(), () -> figures(command, way, goal, values)));
            if (!way.name().equals(ONE)) {
                measure = measure.ratio("time_to_accuracy." + way.name(), ONE + ".seconds", way.name() + ".seconds");
            }
        }
        bench.measure(measure);
    }

    private static List<Figure> figures(List<String> command, Way way, Goal goal, int values) throws Exception {
        List<String> arguments = new ArrayList<>(command);
        arguments.add("--set=fit.replicas=" + way.replicas());
        arguments.add("--set=fit.average_every=" + way.averageEvery());
        way.further().forEach((key, value) -> arguments.add("--set=" + key + "=" + value));
        List<Figure> figures = new ArrayList<>(ChildProcess.jvm("dev.tandem.cli.Main", arguments)
                .timeout(Duration.ofMinutes(10))
                .figures());
        Figure best = figures.remove(figures.size() - 1);
        if (figures.isEmpty()) {
            throw new IOException("not reached in " + goal.epochs() + " epochs of " + goal.steps() + " steps, best "
                    + Numbers.text(best.value()));
        }
        double epochs = figures.remove(1).value();
        figures.add(new Figure("passes", epochs * goal.steps() / PASS, "passes"));
        figures.add(new Figure("sent", epochs * way.bytes(goal.steps(), values) / 1e6, "MB"));
        return figures;
    }
}
