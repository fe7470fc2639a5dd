package dev.tandem.cli;

/** What the process tells its caller. */
final class ExitCode {

    static final int DONE = 0;
    static final int BAD_JOB_OR_USAGE = 2;
    static final int TRAINING_FAILED = 3;
    static final int NO_VALID_COMMIT = 3;
    static final int STOPPED_BY_NAN = 4;

    private ExitCode() {}
}
