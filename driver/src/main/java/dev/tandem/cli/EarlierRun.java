package dev.tandem.cli;

import dev.tandem.checkpoint.RunDirectory;
import dev.tandem.config.JobChanges;
import dev.tandem.config.JobChanges.Change;
import dev.tandem.config.JobFile;
import dev.tandem.config.Problems;
import dev.tandem.train.Resume;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Whether a job may go on with what lies in its run directory.
 *
 * @param directory of the run
 */
record EarlierRun(String directory) {

    /** Where the job that the run was begun with is kept, all defaults filled in. */
    static Path jobFile(String directory) {
        return new Path(directory, "job.yaml");
    }

    /**
     * Adds to the mistakes what hinders going on.
     *
     * @return what has changed and may
     */
    List<Change> check(JobFile job, Resume resume, Problems problems) {
        if (resume instanceof Resume.From from) {
            checkSource(from.directory(), problems);
        }
        if (resume instanceof Resume.Restart || !problems.isClean("run")) {
            return List.of();
        }
        try {
            Optional<String> begun = begunWith();
            if (begun.isEmpty()) {
                return List.of();
            }
            JobChanges changes = JobChanges.since(jobFile(directory).toString(), begun.get(), job);
            changes.report(directory, problems);
            return changes.accepted();
        } catch (IOException | IllegalArgumentException e) {
            problems.add("run.directory", "cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    private void checkSource(String source, Problems problems) {
        try {
            RunDirectory other = RunDirectory.open(source);
            if (other.location().equals(RunDirectory.open(directory).location())) {
                problems.add(
                        "--from",
                        "is this job's own run.directory: leave --from out to go on with it, or give another run.directory");
            } else if (other.commits().isEmpty()) {
                problems.add("--from", "no commits in " + source);
            }
        } catch (IOException | IllegalArgumentException e) {
            problems.add("--from", "cannot be read: " + e.getMessage());
        }
    }

    /** The text of the run's job; empty where there is no run to go on with, or one that no job file began. */
    private Optional<String> begunWith() throws IOException {
        if (RunDirectory.open(directory).commits().isEmpty()) {
            return Optional.empty();
        }
        Path file = jobFile(directory);
        try (InputStream input = file.getFileSystem(new Configuration()).open(file)) {
            return Optional.of(new String(input.readAllBytes(), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }
}
