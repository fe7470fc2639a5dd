package dev.tandem.callback;

import dev.tandem.metric.Logs;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Writes a row per epoch, as Keras's {@code CSVLogger}: {@code epoch} from 0, then the names of the first epoch in alphabetical order;
 * {@code NA} where a later epoch lacks one; lines end in CR LF.
 *
 * <pre>
 * CSVLogger.at("history.csv").separator(";").append()
 * </pre>
 *
 * <p>If the first epoch has no {@code val_} names, columns for them are added. The file is any Hadoop path. A resumed run goes on in the
 * same file and writes each epoch once.
 */
public final class CSVLogger implements Callback {

    private static final String LINE_END = "\r\n";

    private final GrowingFile file;
    private String separator = ",";
    private List<String> keys = List.of();

    /** What survives a resume. */
    record Progress(List<String> keys, long size) {}

    private CSVLogger(String filename) {
        file = new GrowingFile(filename);
    }

    /** Begins the file anew in every run that is not resumed. */
    public static CSVLogger at(String filename) {
        return new CSVLogger(filename);
    }

    static CSVLogger read(OptionReader options) {
        CSVLogger callback = options.required("filename", CSVLogger::new, "history.csv");
        options.text("separator", callback::separator);
        options.flag("append", callback::append);
        return callback;
    }

    /** What to write between columns: one character. */
    public CSVLogger separator(String text) {
        if (text.length() != 1 || "\"\r\n".contains(text)) {
            throw new IllegalArgumentException(
                    "Invalid separator: \"" + text + "\" (must be one character, no quote and no line end)");
        }
        separator = text;
        return this;
    }

    /** Keeps what the file holds already; the header is written to an empty file only. */
    public CSVLogger append() {
        file.append();
        return this;
    }

    @Override
    public void onTrainBegin(Control control) {
        keys = List.of();
        file.begin(control);
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs, Control control) {
        if (keys.isEmpty()) {
            keys = columns(logs);
        }
        List<String> row = new ArrayList<>(List.of(String.valueOf(epoch)));
        for (String key : keys) {
            OptionalDouble value = logs.find(key);
            row.add(value.isPresent() ? PythonFloat.repr(value.getAsDouble()) : "NA");
        }
        List<String> header = new ArrayList<>(List.of("epoch"));
        header.addAll(keys);
        file.add(line(header), line(row), control);
    }

    private static List<String> columns(Logs logs) {
        List<String> columns = new ArrayList<>(logs.names().stream().sorted().toList());
        if (columns.stream().noneMatch(name -> name.startsWith("val_"))) {
            columns.addAll(columns.stream().map(name -> "val_" + name).toList());
        }
        return List.copyOf(columns);
    }

    private String line(List<String> cells) {
        return String.join(separator, cells.stream().map(this::quoted).toList()) + LINE_END;
    }

    private String quoted(String cell) {
        boolean needsQuotes = cell.contains(separator) || cell.matches("(?s).*[\"\r\n].*");
        return needsQuotes ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
    }

    @Override
    public CallbackState state() {
        return CallbackState.of(new Progress(keys, file.size()));
    }

    @Override
    public void restore(CallbackState state) {
        Progress progress = state.read(Progress.class);
        keys = progress.keys();
        file.resume(progress.size());
    }
}
