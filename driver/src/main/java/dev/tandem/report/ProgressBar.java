package dev.tandem.report;

import dev.tandem.metric.Logs;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Keras's progress bar: one line per epoch that is painted over while replicas train. */
final class ProgressBar implements Reporter {

    private static final int CELLS = 20;
    private static final long NANOS_BETWEEN_PAINTS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream out;
    private final LongSupplier nanoTime;
    private final int columns;
    private EpochProgress progress = EpochProgress.NONE;
    private String painted = "";
    private long nanosOfPaint;

    ProgressBar(PrintStream out, LongSupplier nanoTime, int columns) {
        this.out = out;
        this.nanoTime = nanoTime;
        this.columns = columns;
    }

    @Override
    public synchronized void epochBegin(int epoch, int epochs, long steps) {
        progress = EpochProgress.begin(epoch, epochs, steps, nanoTime.getAsLong());
        out.println(progress.title());
        paint();
    }

    @Override
    public synchronized void progress(long steps, long samples, double lossSum) {
        progress = progress.at(steps, samples, lossSum);
        if (!painted.isEmpty() && nanoTime.getAsLong() - nanosOfPaint >= NANOS_BETWEEN_PAINTS) {
            paint();
        }
    }

    @Override
    public synchronized void line(String text) {
        out.println(painted.isEmpty() ? text : CLEAR + text);
        out.print(painted);
        out.flush();
    }

    /** Something that writes whole lines to the bar's terminal by another way. */
    interface Writer {
        void write() throws IOException;
    }

    /** Lets others write where the bar is, and paints it again below. */
    synchronized void above(Writer writer) throws IOException {
        if (!painted.isEmpty()) {
            out.print(CLEAR);
            out.flush();
        }
        writer.write();
        out.print(painted);
        out.flush();
    }

    @Override
    public synchronized void epochEnd(Logs logs, int skippedBatches) {
        long now = nanoTime.getAsLong();
        painted = "";
        out.println(CLEAR + progress.count() + " " + progress.bar(CELLS) + " - " + progress.elapsed(now)
                + progress.speed(now) + Formats.values(logs) + Formats.skipped(skippedBatches));
        out.flush();
    }

    private void paint() {
        nanosOfPaint = nanoTime.getAsLong();
        painted = fit(
                progress.count(),
                " " + progress.bar(CELLS),
                " - " + progress.remaining(nanosOfPaint) + progress.speed(nanosOfPaint) + progress.loss());
        out.print(CLEAR + painted);
        out.flush();
    }

    /** A line that reaches the last column would wrap and could not be painted over: the bar goes first, then the end. */
    private String fit(String count, String bar, String rest) {
        int room = columns - 1;
        String line = count.length() + bar.length() + rest.length() <= room ? count + bar + rest : count + rest;
        return line.length() <= room ? line : line.substring(0, Math.max(0, room));
    }
}
