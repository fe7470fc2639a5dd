package dev.tandem.callback;

/** A callback threw: says which one, at which event, and why. */
public final class CallbackException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CallbackException(String callback, String event, RuntimeException cause) {
        super(callback + " failed at " + event + ": " + reason(cause), cause);
    }

    private static String reason(RuntimeException cause) {
        return cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    }
}
