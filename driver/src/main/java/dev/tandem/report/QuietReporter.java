package dev.tandem.report;

import dev.tandem.metric.Logs;
import java.io.PrintStream;

/** Prints nothing of its own. */
final class QuietReporter implements Reporter {

    private final PrintStream out;

    QuietReporter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void epochBegin(int epoch, int epochs, long steps) {}

    @Override
    public void progress(long steps, long samples, double lossSum) {}

    @Override
    public void line(String text) {
        out.println(text);
    }

    @Override
    public void epochEnd(Logs logs, int skippedBatches) {}
}
