package dev.tandem.cluster;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a try at a segment failed, told from what Spark says of it.
 *
 * @param message for the user, in one line
 * @param isWorthARetry whether machines are the cause, not the training code
 */
record Failure(String message, boolean isWorthARetry) {

    /** What Spark or Tandem says when machines, or the way to them, are the cause. */
    private static final Pattern MACHINES =
            Pattern.compile("PeerLostException|ExecutorLostFailure|TaskResultLost|TaskKilled"
                    + "|FetchFailed|Failed to get broadcast|cancelled part of"
                    + "|SPARK-24819"); // fewer slots than tasks when the job was submitted

    /** By a signal to the driver, or by Spark when it lost its master: there is nothing left to run a job on. */
    private static final Pattern APPLICATION_ENDED = Pattern.compile("SparkContext was shut down");

    /** An executor's end; its reason may be the exit status of its JVM. */
    private static final Pattern EXECUTOR =
            Pattern.compile("ExecutorLostFailure \\(executor (\\S+) .*?\\) Reason: (.*)");

    /** Heap space in a task's own words, and the exit status of an executor that Spark ended for want of it. */
    private static final Pattern MEMORY = Pattern.compile("OutOfMemoryError|exited with code 52\\b");

    /** A task's exception as Spark prints it into its own message: class, colon, text. */
    private static final Pattern CAUSE =
            Pattern.compile("(?m)^\\s*(?:[\\w.$]+\\.)([A-Z]\\w*(?:Exception|Error)): (.*)$");

    static Failure of(Throwable exception) {
        String text = String.valueOf(exception.getMessage());
        if (MEMORY.matcher(text).find()) {
            return new Failure(
                    "an executor ran out of memory: " + summary(text)
                            + ". Give it more (spark.executor.memory), or take smaller batches or a shorter fit.max_queue_size.",
                    false);
        }
        if (APPLICATION_ENDED.matcher(text).find()) {
            return new Failure(
                    "the Spark application was ended, by a signal or by its master. The same command goes on from the last commit.",
                    false);
        }
        return new Failure(summary(text), MACHINES.matcher(text).find());
    }

    private static String summary(String text) {
        Matcher executor = EXECUTOR.matcher(text);
        if (executor.find()) {
            return "executor " + executor.group(1) + " was lost: " + executor.group(2);
        }
        Matcher cause = CAUSE.matcher(text);
        return cause.find()
                ? cause.group(2) + " (" + cause.group(1) + ")"
                : text.lines().findFirst().orElse(text);
    }
}
