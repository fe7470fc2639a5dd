package dev.tandem.averaging;

/** Another task died, left, or did not answer in time; the segment must be run again. */
public final class PeerLostException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public PeerLostException(String message) {
        super(message);
    }

    public PeerLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
