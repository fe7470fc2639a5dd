package dev.tandem.averaging;

/**
 * One attempt to run one segment. Every message names it, so nothing of an earlier attempt can enter a later one.
 *
 * @param run unique name of the run
 * @param segment number of the segment in the run
 * @param attempt number of the stage attempt
 */
public record SessionKey(String run, int segment, int attempt) {

    /** Longest name of a run, in characters. */
    public static final int MAX_RUN_LENGTH = 255;

    public SessionKey {
        if (run.isEmpty() || run.length() > MAX_RUN_LENGTH) {
            throw new IllegalArgumentException(
                    "Invalid run name: '" + run + "' (must have 1 to " + MAX_RUN_LENGTH + " characters)");
        }
    }

    @Override
    public String toString() {
        return "run " + run + " segment " + segment + " attempt " + attempt;
    }
}
