package dev.tandem.cli;

import dev.tandem.train.Resume;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to do with an earlier run; one of these at most. Without, the run in the job's directory goes on. */
final class ResumeOptions {

    @Option(names = "--restart", description = "Begin anew; the earlier run in run.directory is moved aside.")
    private boolean restart;

    @Option(
            names = "--from",
            paramLabel = "PATH",
            description = "Begin a new run with the state of the run in this directory.")
    private @Nullable String from;

    Resume resume() {
        if (from != null) {
            return new Resume.From(from);
        }
        return restart ? new Resume.Restart() : new Resume.Automatically();
    }
}
