package dev.tandem.cli;

import dev.tandem.config.Builtins;
import dev.tandem.config.JobFile;
import dev.tandem.config.LiveJob;
import dev.tandem.config.Problems;
import dev.tandem.data.Sequence;
import dev.tandem.data.TrainingData;
import dev.tandem.plan.EpochPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tandem plan}: who would train on what, without Spark. */
@Command(name = "plan", description = "Print who would train on what.", mixinStandardHelpOptions = true)
final class PlanCommand implements Runnable {

    @Mixin
    private JobOptions options = new JobOptions();

    @Option(names = "--epoch", paramLabel = "N", defaultValue = "1", description = "Which epoch, from 1. Default: 1.")
    private int epoch;

    @Spec
    private CommandSpec spec;

    private final Builtins builtins;

    PlanCommand(Builtins builtins) {
        this.builtins = builtins;
        spec = CommandSpec.create();
    }

    @Override
    public void run() {
        if (epoch < 1) {
            throw new ParameterException(spec.commandLine(), "Invalid --epoch: " + epoch + " (must be >= 1)");
        }
        Problems problems = options.problems();
        JobFile job = options.read(problems);
        TrainingData train = LiveJob.openTrain(job, builtins, problems);
        spec.commandLine().getOut().print(new PlanTable(job, plan(job, train)));
        spec.commandLine().getOut().flush();
    }

    private EpochPlan plan(JobFile job, TrainingData train) {
        int averageEvery = job.fit().averageEvery().at(epoch - 1);
        if (!(train instanceof Sequence sequence)) {
            int steps = job.fit().stepsPerEpoch().orElseThrow();
            return EpochPlan.ofGenerator(steps, job.fit().replicas(), epoch - 1, averageEvery);
        }
        return EpochPlan.ofSteps(
                sequence.length(),
                job.fit().stepsPerEpoch().orElse(sequence.length()),
                job.fit().replicas(),
                epoch - 1,
                job.seed(),
                job.fit().shuffle(),
                averageEvery);
    }
}
