package dev.tandem.cluster;

/** One try at a segment failed. */
final class TryFailedException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    TryFailedException(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    TryFailedException(Throwable cause) {
        super(cause);
        this.failure = Failure.of(cause);
    }

    Failure failure() {
        return failure;
    }
}
