package dev.tandem.callback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The file of a logger: begun anew or appended to in a fresh run, cut back to what the resumed state knows in a resumed one, so that the
 * lines of epochs that run again come once.
 */
final class GrowingFile {

    private final String path;
    private boolean appends;
    private long size;
    private @Nullable TextFile opened;

    GrowingFile(String path) {
        if (path.isBlank()) {
            throw new IllegalArgumentException("Invalid filename: \"" + path + "\" (must name a file)");
        }
        this.path = path;
    }

    void append() {
        appends = true;
    }

    /** Begins a run; the file is touched with the first {@link #add}. */
    void begin(Control control) {
        try {
            size = appends ? open(control).size() : 0;
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + path + ": " + failure.getMessage(), failure);
        }
    }

    /** How many bytes stand: what was there before this run and what it has added. */
    long size() {
        return size;
    }

    /** Goes on after that many bytes. */
    void resume(long size) {
        this.size = size;
    }

    /** Adds a line; {@code header} comes before it where the file is empty. */
    void add(String header, String line, Control control) {
        try {
            TextFile file = open(control);
            long kept = Math.min(size, file.size());
            byte[] text = (kept == 0 ? header + line : line).getBytes(StandardCharsets.UTF_8);
            file.replaceFrom(kept, text);
            size = kept + text.length;
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + path + ": " + failure.getMessage(), failure);
        }
    }

    private TextFile open(Control control) throws IOException {
        TextFile file = opened;
        if (file == null) {
            file = TextFile.at(path, control.hadoop());
            opened = file;
        }
        return file;
    }
}
