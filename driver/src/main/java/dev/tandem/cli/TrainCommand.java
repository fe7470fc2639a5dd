package dev.tandem.cli;

import dev.tandem.config.Builtins;
import dev.tandem.config.JobChanges.Change;
import dev.tandem.config.JobFile;
import dev.tandem.config.LiveJob;
import dev.tandem.config.Problems;
import dev.tandem.model.NativeLibrary;
import dev.tandem.model.NativeSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tandem train}: check the job file, then train. */
@Command(name = "train", description = "Train as a job file says.", mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

    @Mixin
    private JobOptions options = new JobOptions();

    @Option(
            names = "--master",
            paramLabel = "MASTER",
            description =
                    "Spark's master. Default: spark-submit's, else local[N] with a thread per replica, up to the cores.")
    private @Nullable String master;

    @ArgGroup(exclusive = true)
    private ResumeOptions resume = new ResumeOptions();

    private final Builtins builtins;

    TrainCommand(Builtins builtins) {
        this.builtins = builtins;
    }

    @Override
    public Integer call() throws Exception {
        Problems problems = options.problems();
        JobFile job = options.read(problems);
        List<Change> changes = new EarlierRun(job.run().directory()).check(job, resume.resume(), problems);
        loadNativeLibrary(job.spark());
        LiveJob parts = LiveJob.make(job, builtins, problems);
        changes.forEach(change -> System.out.println("Changed since the run began: " + change));
        String chosen = Master.choose(
                master,
                System.getProperties(),
                job.fit().replicas(),
                Runtime.getRuntime().availableProcessors());
        return new TrainJob(job, parts, chosen, options.jars(), resume.resume()).run(System.out);
    }

    /** The job file's settings of Spark, then those of the command line. */
    private static void loadNativeLibrary(Map<String, String> settings) {
        NativeSettings.adopt(name -> Optional.ofNullable(settings.get(name)));
        NativeSettings.adopt(name -> Optional.ofNullable(System.getProperty(name)));
        NativeLibrary.load();
    }
}
