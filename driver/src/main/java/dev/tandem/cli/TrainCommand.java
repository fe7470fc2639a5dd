package dev.tandem.cli;

import dev.tandem.config.Builtins;
import dev.tandem.config.JobChanges.Change;
import dev.tandem.config.JobFile;
import dev.tandem.config.LiveJob;
import dev.tandem.config.Problems;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tandem train}: check the job file, then train. */
@Command(name = "train", description = "Train as a job file says.", mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

    @Mixin
    private JobOptions options = new JobOptions();

    @Mixin
    private SparkOptions spark = new SparkOptions();

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
        SparkOptions.loadNativeLibrary(job.spark());
        LiveJob parts = LiveJob.make(job, builtins, problems);
        changes.forEach(change -> System.out.println("Changed since the run began: " + change));
        return new TrainJob(job, parts, spark.master(job.fit().replicas()), options.jars(), resume.resume())
                .run(System.out);
    }
}
