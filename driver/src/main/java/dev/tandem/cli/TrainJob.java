package dev.tandem.cli;

import dev.tandem.config.JobFile;
import dev.tandem.config.LiveJob;
import java.nio.file.Path;
import java.util.List;

/**
 * Trains a job that has no mistakes: the one place where a job file becomes calls of the trainer.
 *
 * @param job as written, all defaults filled in
 * @param parts what its words stand for
 * @param master of Spark
 * @param jars with the user's classes, which executors need too
 */
record TrainJob(JobFile job, LiveJob parts, String master, List<Path> jars) {

    TrainJob {
        jars = List.copyOf(jars);
    }

    /** Trains, and says how it ended as one of {@link ExitCode}'s numbers. */
    int run() {
        System.err.println("Cannot train " + job.name() + " (" + parts.train().length() + " batches, "
                + job.fit().replicas() + " replicas, " + master + "): this build has no trainer");
        return ExitCode.TRAINING_FAILED;
    }
}
