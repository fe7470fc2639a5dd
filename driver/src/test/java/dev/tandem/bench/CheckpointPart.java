package dev.tandem.bench;

import dev.tandem.checkpoint.WhenBusy;
import dev.tandem.cluster.Cluster;
import dev.tandem.data.Sequence;
import dev.tandem.train.CheckpointOptions;
import dev.tandem.train.CheckpointOptions.Every;
import dev.tandem.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What commits within an epoch cost: one every ten rounds beside one every epoch, two replicas of LeNet, to a local disk. */
final class CheckpointPart implements Part {

    private static final String UNIT = "samples/s";
    private static final TandemRun RUN = new TandemRun(2, 4);

    @Override
    public String name() {
        return "checkpoint";
    }

    @Override
    public String title() {
        return "a commit every ten rounds beside one every epoch";
    }

    @Override
    public void run(Workbench bench) throws Exception {
        Settings settings = bench.settings();
        try (Cluster cluster = TandemRun.cluster("local[2]")) {
            Trial trial =
                    new Trial(cluster, settings.scratch(), Workload.LENET.data(settings, settings.choose(240, 937)));
            bench.measure(Measure.of("checkpoint.lenet", settings.choose(2, 5))
                    .warmups(1)
                    .with(Contender.of("every_10_rounds", UNIT, () -> trial.samplesPerSecond(new Every.Rounds(10))))
                    .with(Contender.of("every_epoch", UNIT, () -> trial.samplesPerSecond(new Every.Epoch())))
                    .ratio("checkpoint.lenet", "every_10_rounds", "every_epoch"));
        }
    }

    private record Trial(Cluster cluster, Path scratch, Sequence data) {

        double samplesPerSecond(Every every) throws Exception {
            CheckpointOptions options = new CheckpointOptions(
                    every, 3, Duration.ZERO, Optional.empty(), WhenBusy.WAIT, Duration.ofMinutes(10));
            Trainer trainer = RUN.trainer(cluster, Workload.LENET.network())
                    .runDirectory(Files.createTempDirectory(scratch, "run").toString())
                    .checkpoint(options);
            return RUN.samplesPerSecond(trainer, data, Workload.LENET.batchSize());
        }
    }
}
