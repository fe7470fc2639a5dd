package dev.tandem.cli;

import dev.tandem.cluster.Cluster;
import dev.tandem.config.Builtins;
import dev.tandem.config.JobFile;
import dev.tandem.config.LiveEvaluation;
import dev.tandem.config.Problems;
import dev.tandem.data.Sequence;
import dev.tandem.metric.Logs;
import dev.tandem.report.EvaluationReport;
import dev.tandem.train.EvaluateOptions;
import dev.tandem.train.Trainer;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tandem evaluate}: loss and metrics of a trained model, as the validation of its training computes them. */
@Command(
        name = "evaluate",
        description = "Evaluate a trained model with a job's data.test, else data.validation.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

    @Mixin
    private JobOptions options = new JobOptions();

    @Mixin
    private SparkOptions spark = new SparkOptions();

    @Option(names = "--model", paramLabel = "FILE", description = "Default: model.zip in run.directory.")
    private @Nullable String model;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the result to a file.")
    private @Nullable String json;

    @Spec
    private CommandSpec spec;

    private final Builtins builtins;

    EvaluateCommand(Builtins builtins) {
        this.builtins = builtins;
        spec = CommandSpec.create();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Problems problems = options.problems();
        JobFile job = options.read(problems);
        SparkOptions.loadNativeLibrary(job.spark());
        TrainedModel trained = TrainedModel.choose(model, job.run().directory());
        LiveEvaluation parts = LiveEvaluation.make(job, trained.file(), trained.givenBy(), builtins, problems);
        EvaluationReport report;
        try (Cluster cluster = spark.start(job.name(), job.fit().replicas(), options.jars(), job.spark())) {
            report = evaluate(job, parts, cluster);
        }
        spec.commandLine().getOut().println(report.line());
        if (json != null) {
            report.write(json);
        }
        return ExitCode.DONE;
    }

    private EvaluationReport evaluate(JobFile job, LiveEvaluation parts, Cluster cluster)
            throws IOException, InterruptedException {
        Sequence data = new ClusterData(job, cluster)
                .complete(parts, LiveEvaluation.section(job).orElseThrow());
        parts.warnings(data).forEach(warning -> spec.commandLine().getErr().println("Warning: " + warning));
        int steps = steps(job, data);
        EvaluateOptions evaluate = EvaluateOptions.STANDARD
                .metrics(parts.metrics())
                .steps(steps)
                .feed(job.fit().feed());
        long start = System.nanoTime();
        Logs logs = Trainer.on(cluster)
                .model(parts.model())
                .replicas(job.fit().replicas())
                .slots(job.fit().slots())
                .evaluate(data, evaluate);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new EvaluationReport(parts.remembered().file(), parts.part(), steps, seconds, logs);
    }

    /** As many as each validation in training takes; of test data, all. */
    private static int steps(JobFile job, Sequence data) {
        int limit = job.data().test().isPresent()
                ? Integer.MAX_VALUE
                : job.fit().validationSteps().orElse(Integer.MAX_VALUE);
        return Math.min(limit, data.length());
    }
}
