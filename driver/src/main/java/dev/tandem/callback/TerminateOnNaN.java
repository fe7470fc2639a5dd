package dev.tandem.callback;

import dev.tandem.metric.Logs;
import java.util.OptionalDouble;

/**
 * Stops the run when the training loss is NaN or infinite, as Keras's {@code TerminateOnNaN}. The end of that epoch is still told to all
 * callbacks. {@code val_loss} does not count.
 *
 * <pre>
 * TerminateOnNaN.create().raiseError()
 * </pre>
 */
public final class TerminateOnNaN implements Callback {

    private boolean raisesError;

    private TerminateOnNaN() {}

    /** Stops the run at the end of the epoch. */
    public static TerminateOnNaN create() {
        return new TerminateOnNaN();
    }

    static TerminateOnNaN read(OptionReader options) {
        TerminateOnNaN callback = create();
        options.flag("raise_error", callback::raiseError);
        return callback;
    }

    /** Fails at once instead of stopping. */
    public TerminateOnNaN raiseError() {
        raisesError = true;
        return this;
    }

    @Override
    public void onSegmentEnd(int batch, Logs logs, Control control) {
        OptionalDouble loss = logs.find("loss");
        if (loss.isEmpty() || Double.isFinite(loss.getAsDouble())) {
            return;
        }
        String what = "loss is " + PythonFloat.repr(loss.getAsDouble()) + " at batch " + (batch + 1);
        if (raisesError) {
            throw new ArithmeticException(what);
        }
        control.print("Batch " + (batch + 1) + ": Invalid loss, terminating training");
        control.stop("TerminateOnNaN: " + what);
    }
}
