package dev.tandem.cli;

import dev.tandem.config.Builtins;
import dev.tandem.config.JobFile;
import dev.tandem.config.LiveJob;
import dev.tandem.config.Problems;
import dev.tandem.config.UnwrittenTable;
import dev.tandem.data.Batch;
import dev.tandem.data.BatchGenerator;
import dev.tandem.data.Sequence;
import dev.tandem.model.TrainableModel;
import dev.tandem.plan.EpochPlan;
import dev.tandem.simulation.Workload;
import dev.tandem.train.FitOptions;
import dev.tandem.train.FitPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tandem plan}: who would train on what, and with {@code --simulate} how long it would take, without Spark. */
@Command(name = "plan", description = "Print who would train on what.", mixinStandardHelpOptions = true)
final class PlanCommand implements Runnable {

    @Mixin
    private JobOptions options = new JobOptions();

    @Option(names = "--epoch", paramLabel = "N", defaultValue = "1", description = "Which epoch, from 1. Default: 1.")
    private int epoch;

    @Mixin
    private SimulationOptions simulation = new SimulationOptions();

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
        simulation.check(spec);
        Problems problems = options.problems();
        JobFile job = options.read(problems);
        LiveJob live = LiveJob.make(job, builtins, problems);
        EpochPlan plan = plan(job, live, problems);
        spec.commandLine().getOut().print(simulation.wanted() ? simulated(job, live, plan) : new PlanTable(job, plan));
        spec.commandLine().getOut().flush();
    }

    private SimulationTable simulated(JobFile job, LiveJob live, EpochPlan plan) {
        TrainableModel model = live.model();
        Workload.StepTime step = simulation.stepTime(() -> SimulationOptions.TIMER.measure(model, batches(live, plan)));
        Workload workload = new Workload(plan.steps(), step, model.parameterCount(), model.updaterStateCount());
        return new SimulationTable(
                job.name(), workload, plan.averageEvery(), job.averaging().overlap(), simulation);
    }

    /** Batches to measure a step with, in the order of the data. */
    private static Iterable<Batch> batches(LiveJob live, EpochPlan plan) {
        if (live.train() instanceof Sequence sequence) {
            return sequence;
        }
        BatchGenerator generator = (BatchGenerator) live.train();
        return () -> {
            try {
                return generator.open(0, plan.replicas(), plan.epoch());
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot open the generator: " + e.getMessage(), e);
            }
        };
    }

    /** The trainer's own plan, so that what is printed is what would be done. */
    private EpochPlan plan(JobFile job, LiveJob live, Problems problems) {
        if (live.train() instanceof UnwrittenTable table) {
            problems.add("data.train.spark", unwritten(table, job.run().directory()));
        }
        problems.throwIfAny();
        FitOptions options = new FitArguments(job.fit(), live).options();
        return new FitPlan(
                        live.train(),
                        job.fit().replicas(),
                        job.fit().averageEvery(),
                        job.averaging(),
                        job.seed(),
                        options)
                .epoch(epoch - 1);
    }

    private static String unwritten(UnwrittenTable table, String directory) {
        return "cannot be planned: the rows of \"" + table.source().query()
                + "\" are counted when tandem train has Spark"
                + " write them. Once it has, plan with the Parquet files in " + directory
                + "/data/train (--set data.train={parquet: {path: " + directory + "/data/train, …}, …})";
    }
}
