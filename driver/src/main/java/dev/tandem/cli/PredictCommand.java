package dev.tandem.cli;

import dev.tandem.cluster.Cluster;
import dev.tandem.cluster.Predictions;
import dev.tandem.config.Builtins;
import dev.tandem.config.JobFile;
import dev.tandem.config.LivePrediction;
import dev.tandem.config.Problems;
import dev.tandem.data.NamedSamples;
import dev.tandem.replica.PredictionFormat;
import dev.tandem.replica.SegmentWork.FeedOptions;
import dev.tandem.report.ReplacedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tandem predict}: what a trained model says of new inputs, a line for each, made on Spark's executors. */
@Command(
        name = "predict",
        description = "Write a trained model's predictions for new pictures or rows, prepared as the model remembers.",
        mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "JOB.yaml",
            description = "Job file of the run whose model predicts; its fit and spark settings hold, too.")
    private @Nullable Path file;

    @Option(names = "--set", paramLabel = "key=value", description = "Change a value of the job file.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--jars", split = ",", paramLabel = "JAR", description = "Jars with classes that the model needs.")
    private List<Path> jars = new ArrayList<>();

    @Option(names = "--model", paramLabel = "FILE", description = "Default: model.zip in the job's run.directory.")
    private @Nullable String model;

    @ArgGroup(multiplicity = "1")
    private PredictInputs inputs = new PredictInputs();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "CSV file to write, on any file system.")
    private String out = "";

    @Option(
            names = "--top",
            paramLabel = "K",
            description = "Write the K most probable classes. Default: the class, and the probability of each.")
    private @Nullable Integer top;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "32",
            description = "Samples predicted at once. Default: 32.")
    private int batchSize;

    @Mixin
    private SparkOptions spark = new SparkOptions();

    @Spec
    private CommandSpec spec;

    private final Builtins builtins;

    PredictCommand(Builtins builtins) {
        this.builtins = builtins;
        spec = CommandSpec.create();
    }

    @Override
    public Integer call() throws IOException {
        JobOptions options = new JobOptions(file == null ? Path.of("tandem predict") : file, settings, jars);
        Problems problems = options.problems();
        Optional<JobFile> job = file == null ? Optional.empty() : Optional.of(options.read(problems));
        if (job.isEmpty()) {
            options.addJars(problems);
        }
        Map<String, String> sparkSettings = job.map(JobFile::spark).orElse(Map.of());
        SparkOptions.loadNativeLibrary(sparkSettings);
        check(problems, job.isPresent());
        TrainedModel trained = job.isPresent()
                ? TrainedModel.choose(model, job.get().run().directory())
                : new TrainedModel(model == null ? "" : model, "--model");
        LivePrediction parts = LivePrediction.make(
                trained.file(), trained.givenBy(), inputs.chosen(), Math.max(1, batchSize), builtins, problems);
        int cores = Runtime.getRuntime().availableProcessors();
        FeedOptions feed = job.map(read -> read.fit().feed()).orElse(FeedOptions.STANDARD);
        try (Cluster cluster = spark.start("tandem predict", cores, jars, sparkSettings)) {
            String column = parts.data() instanceof NamedSamples ? "path" : "row";
            PredictionFormat format = PredictionFormat.of(parts.notes(), column, top == null ? 0 : top);
            write(new Predictions(cluster, parts.model(), parts.data(), batchSize, format, feed));
        }
        spec.commandLine().getOut().println("Predictions: " + out);
        return ExitCode.DONE;
    }

    private void check(Problems problems, boolean hasJob) {
        if (model == null && !hasJob) {
            problems.add("--model", "is missing: give a model file, or the job file of a run that has trained one");
        }
        if (!settings.isEmpty() && !hasJob) {
            problems.add("--set", "changes a job file, but none is given");
        }
        if (top != null && top < 1) {
            problems.add("--top", "must be at least 1, but is " + top);
        }
        if (batchSize < 1) {
            problems.add("--batch-size", "must be at least 1, but is " + batchSize);
        }
    }

    /** All parts one after the other, in place of the file as a whole. */
    private void write(Predictions predictions) throws IOException {
        Path folder = Files.createTempDirectory("tandem-predict");
        try {
            List<Path> parts = predictions.write(folder);
            new ReplacedFile(new org.apache.hadoop.fs.Path(out), new Configuration()).write(stream -> {
                for (Path part : parts) {
                    Files.copy(part, stream);
                }
            });
        } finally {
            try (var left = Files.list(folder)) {
                for (Path part : left.toList()) {
                    Files.delete(part);
                }
            }
            Files.delete(folder);
        }
    }
}
