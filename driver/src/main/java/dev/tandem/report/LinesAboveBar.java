package dev.tandem.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Another stream to the bar's terminal: passes whole lines on, each above the bar. */
final class LinesAboveBar extends OutputStream {

    private final ProgressBar bar;
    private final OutputStream target;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LinesAboveBar(ProgressBar bar, OutputStream target) {
        this.bar = bar;
        this.target = target;
    }

    @Override
    public synchronized void write(int value) throws IOException {
        line.write(value);
        if (value == '\n') {
            pass();
        }
    }

    /** Passes on what has no end of line, too. */
    @Override
    public synchronized void close() throws IOException {
        pass();
    }

    private void pass() throws IOException {
        bar.above(() -> {
            line.writeTo(target);
            target.flush();
        });
        line.reset();
    }
}
