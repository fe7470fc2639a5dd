package dev.tandem.cli;

import org.jspecify.annotations.Nullable;

/**
 * The model file that a command works with.
 *
 * @param file its path
 * @param givenBy the option or key that says so
 */
record TrainedModel(String file, String givenBy) {

    /** The one given, else the one that a run leaves in its directory. */
    static TrainedModel choose(@Nullable String given, String runDirectory) {
        return given == null
                ? new TrainedModel(runDirectory + "/model.zip", "run.directory")
                : new TrainedModel(given, "--model");
    }
}
