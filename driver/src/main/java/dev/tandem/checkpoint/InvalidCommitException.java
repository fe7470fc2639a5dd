package dev.tandem.checkpoint;

/** What is on disk is not what a writer wrote. Unlike an I/O error this does not pass, so an older commit may be used. */
final class InvalidCommitException extends Exception {

    private final String reason;

    InvalidCommitException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** Names the file and what is wrong with it. */
    String reason() {
        return reason;
    }
}
