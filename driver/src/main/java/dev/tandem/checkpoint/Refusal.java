package dev.tandem.checkpoint;

/**
 * A commit that was not used.
 *
 * @param reason names the file and what is wrong with it
 */
public record Refusal(CommitId id, String reason) {

    @Override
    public String toString() {
        return "commit " + id + ": " + reason;
    }
}
