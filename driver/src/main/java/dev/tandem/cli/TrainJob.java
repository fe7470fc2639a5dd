package dev.tandem.cli;

import dev.tandem.checkpoint.Owner;
import dev.tandem.checkpoint.RunDirectory;
import dev.tandem.cluster.Cluster;
import dev.tandem.config.JobFile;
import dev.tandem.config.LiveJob;
import dev.tandem.report.ReplacedFile;
import dev.tandem.report.Reporter;
import dev.tandem.report.Reporters;
import dev.tandem.report.Terminal;
import dev.tandem.train.Resume;
import dev.tandem.train.Trainer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Trains a job that has no mistakes: the one place where a job file becomes calls of the trainer.
 *
 * @param job as written, all defaults filled in
 * @param parts what its words stand for
 * @param master of Spark
 * @param jars with the user's classes, which executors need too
 * @param resume what to do with an earlier run
 */
record TrainJob(JobFile job, LiveJob parts, String master, List<Path> jars, Resume resume) {

    TrainJob {
        jars = List.copyOf(jars);
    }

    /** Trains, says where the results are, and returns one of {@link ExitCode}'s numbers. */
    int run(PrintStream out) throws IOException, InterruptedException {
        String directory = job.run().directory();
        if (resume instanceof Resume.Restart) {
            moveAside(directory, out);
        }
        writeResolvedJob(directory);
        List<String> jarPaths = jars.stream().map(Path::toString).toList();
        Reporter reporter = Reporters.of(job.fit().verbose(), out, Terminal.detect());
        PrintStream errors = System.err;
        System.setErr(Reporters.errorsBeside(reporter, errors));
        try (Cluster cluster = Cluster.start(job.name(), Optional.of(master), jarPaths, job.spark())) {
            LiveJob complete = new ClusterData(job, cluster).complete(parts);
            complete.warnings().forEach(warning -> reporter.line("Warning: " + warning));
            Trainer.on(cluster)
                    .notes(complete.notes())
                    .name(job.name())
                    .model(parts.model())
                    .replicas(job.fit().replicas())
                    .averageEvery(job.fit().averageEvery())
                    .averaging(job.averaging())
                    .seed(job.seed())
                    .slots(job.fit().slots())
                    .runDirectory(directory)
                    .checkpoint(job.checkpoint())
                    .resume(resume)
                    .reporter(reporter)
                    .fit(complete.train(), new FitArguments(job.fit(), complete).options());
        } finally {
            System.setErr(errors);
        }
        out.println("Model:   " + directory + "/model.zip");
        out.println("History: " + directory + "/history.csv");
        out.println("Ledger:  " + directory + "/ledger.jsonl");
        out.println("Summary: " + directory + "/summary.json");
        return ExitCode.DONE;
    }

    /** Before anything is written, so that the earlier run keeps its own job file; the trainer then finds nothing to move. */
    private void moveAside(String directory, PrintStream out) throws IOException {
        RunDirectory.open(directory)
                .setAside(Owner.current(job.name(), Map.of()))
                .ifPresent(place -> out.println("Moved the earlier run to " + place));
    }

    private void writeResolvedJob(String directory) throws IOException {
        byte[] yaml = job.toYaml().getBytes(StandardCharsets.UTF_8);
        new ReplacedFile(EarlierRun.jobFile(directory), new Configuration()).write(content -> content.write(yaml));
    }
}
