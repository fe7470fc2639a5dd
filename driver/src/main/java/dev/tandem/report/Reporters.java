package dev.tandem.report;

import java.io.PrintStream;
import java.nio.charset.Charset;

/** Makes the reporter for Keras's {@code verbose}. */
public final class Reporters {

    private Reporters() {}

    /** One that only shows what callbacks print. */
    public static Reporter silent() {
        return new QuietReporter(System.out);
    }

    /** Standard error for a time in which a reporter may paint on the same terminal: its lines come above the bar. */
    public static PrintStream errorsBeside(Reporter reporter, PrintStream errors) {
        return reporter instanceof ProgressBar bar
                ? new PrintStream(new LinesAboveBar(bar, errors), true, Charset.defaultCharset())
                : errors;
    }

    /**
     * Picks a reporter.
     *
     * @param verbosity 0: only what callbacks print; 1: an animated bar per epoch, or a line where there is no terminal; 2: a line per epoch
     * @param out where to print
     * @param terminal whether {@code out} is one
     * @throws IllegalArgumentException for another verbosity
     */
    public static Reporter of(int verbosity, PrintStream out, Terminal terminal) {
        return switch (verbosity) {
            case 0 -> new QuietReporter(out);
            case 1 ->
                terminal == Terminal.ANSI
                        ? new ProgressBar(out, System::nanoTime, Terminal.columns(System.getenv()))
                        : new LineReporter(out, System::nanoTime);
            case 2 -> new LineReporter(out, System::nanoTime);
            default ->
                throw new IllegalArgumentException("Invalid verbose: " + verbosity
                        + " (must be 0 for silence, 1 for a progress bar or 2 for a line per epoch)");
        };
    }
}
