package dev.tandem.cluster;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a Spark job failed, told from what Spark says of it. */
record Failure(String message, boolean isWorthARetry) {

    /** What Spark or Tandem says when machines, not the training code, are the cause. */
    private static final Pattern MACHINES =
            Pattern.compile("PeerLostException|ExecutorLostFailure|FetchFailed|TaskKilled"
                    + "|Executor heartbeat timed out|executor was removed|cancelled part of|ExecutorDecommission");

    /** A task's exception as Spark prints it into its own message: class, colon, text. */
    private static final Pattern CAUSE =
            Pattern.compile("(?m)^\\s*(?:[\\w.$]+\\.)([A-Z]\\w*(?:Exception|Error)): (.*)$");

    static Failure of(Throwable exception) {
        String text = String.valueOf(exception.getMessage());
        Matcher cause = CAUSE.matcher(text);
        String message = cause.find()
                ? cause.group(2) + " (" + cause.group(1) + ")"
                : text.lines().findFirst().orElse(text);
        return new Failure(message, MACHINES.matcher(text).find() && !text.contains("OutOfMemoryError"));
    }
}
