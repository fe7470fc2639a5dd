package dev.tandem.cluster;

/** Training cannot go on; the message is for the user. */
public final class TrainingFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public TrainingFailedException(String message) {
        super(message);
    }

    public TrainingFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
