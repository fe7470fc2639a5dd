package dev.tandem.report;

import dev.tandem.metric.Logs;
import java.io.PrintStream;
import java.util.function.LongSupplier;

/** A line per epoch. */
final class LineReporter implements Reporter {

    private final PrintStream out;
    private final LongSupplier nanoTime;
    private EpochProgress progress = EpochProgress.NONE;

    LineReporter(PrintStream out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void epochBegin(int epoch, int epochs, long steps) {
        progress = EpochProgress.begin(epoch, epochs, steps, nanoTime.getAsLong());
    }

    @Override
    public synchronized void progress(long steps, long samples, double lossSum) {
        progress = progress.at(steps, samples, lossSum);
    }

    @Override
    public synchronized void line(String text) {
        out.println(text);
    }

    @Override
    public synchronized void epochEnd(Logs logs, int skippedBatches) {
        long now = nanoTime.getAsLong();
        out.println(progress.title() + " - " + progress.count() + " - " + progress.elapsed(now) + progress.speed(now)
                + Formats.values(logs) + Formats.skipped(skippedBatches));
        out.flush();
    }
}
