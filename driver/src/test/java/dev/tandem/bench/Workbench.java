package dev.tandem.bench;

import dev.tandem.bench.Entry.Failed;
import dev.tandem.bench.Entry.Skipped;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What a {@link Part} measures with: runs measures, and keeps the rows of the table. */
public final class Workbench {

    private final Settings settings;
    private final PrintStream progress;
    private final List<Entry> entries = new ArrayList<>();

    Workbench(Settings settings, PrintStream progress) {
        this.settings = settings;
        this.progress = progress;
    }

    public Settings settings() {
        return settings;
    }

    /** Runs a measure, which takes a while; a contender's failure becomes a line of the table, and the rest goes on. */
    public void measure(Measure measure) throws InterruptedException {
        add(new Interleaved(measure, this::progress).run());
    }

    /** Says that a row, or rows whose names begin so, cannot be measured here, and what is missing. */
    public void skip(String name, String reason) {
        progress(name + " skipped: " + reason);
        add(List.of(new Skipped(name, reason)));
    }

    /** Tells those who wait what is going on. */
    public void progress(String line) {
        progress.println(line);
    }

    void run(Part part) throws InterruptedException {
        progress("== " + part.name() + ": " + part.title());
        try {
            part.run(this);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            progress(part.name() + " failed: " + reason);
            add(List.of(new Failed(part.name(), reason)));
        }
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    private void add(List<Entry> more) {
        entries.addAll(more);
    }
}
