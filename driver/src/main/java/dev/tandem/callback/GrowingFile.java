package dev.tandem.callback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The file of a logger: begun anew or appended to in a fresh run, cut back to what the resumed state knows in a resumed one, so that the
 * lines of epochs that run again come once.
 */
final class GrowingFile {

    private static final long FRESH = -1;

    private final String path;
    private boolean appends;
    private long size = FRESH;

    GrowingFile(String path) {
        if (path.isBlank()) {
            throw new IllegalArgumentException("Invalid filename: \"" + path + "\" (must name a file)");
        }
        this.path = path;
    }

    void append() {
        appends = true;
    }

    /** Begins a fresh run; the file is touched with the first {@link #add}. */
    void begin() {
        size = FRESH;
    }

    /** How many bytes are this run's or were there before; negative before the first {@link #add}. */
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
            TextFile file = TextFile.at(path, control.hadoop());
            long kept = size == FRESH ? (appends ? file.size() : 0) : Math.min(size, file.size());
            byte[] text = (kept == 0 ? header + line : line).getBytes(StandardCharsets.UTF_8);
            file.replaceFrom(kept, text);
            size = kept + text.length;
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + path + ": " + failure.getMessage(), failure);
        }
    }
}
