package dev.tandem.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.data.DataFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file that lists pictures and their labels, in UTF-8, one per line. Paths are relative to its folder unless they are absolute or have
 * a scheme.
 *
 * <p>CSV (name ends in {@code .csv}): the header names {@code path} and {@code label}, or {@code path} and {@code labels} with {@code |}
 * or {@code ;} between labels, in any order; other columns are ignored. A field may stand in double quotes, a quote in it is doubled; it
 * has no line breaks. JSON lines (any other name): {@code {"path": …, "label": …}} or {@code {"path": …, "labels": […]}}.
 */
final class ImageManifest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "path";
    private static final String LABEL = "label";
    private static final String LABELS = "labels";

    private final DataFile file;
    private final List<String> paths = new ArrayList<>();
    private final List<List<String>> labels = new ArrayList<>();
    private int line;

    private ImageManifest(DataFile file) {
        this.file = file;
    }

    /**
     * Reads a manifest.
     *
     * @throws IOException if it is missing, empty or damaged; the message names it and the line
     */
    static Listing read(String manifest) throws IOException {
        ImageManifest reading = new ImageManifest(DataFile.at(manifest));
        boolean csv = manifest.toLowerCase(Locale.ROOT).endsWith(".csv");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(reading.file.open(), StandardCharsets.UTF_8))) {
            reading.readAll(lines, csv);
        }
        if (reading.paths.isEmpty()) {
            throw new IOException(reading.file + " lists no pictures");
        }
        return Listing.named(reading.folder(), reading.paths, reading.labels);
    }

    private DataFile folder() {
        return new DataFile(file.address().substring(0, file.address().lastIndexOf('/')));
    }

    private void readAll(BufferedReader lines, boolean csv) throws IOException {
        List<String> columns = csv ? columns(next(lines)) : List.of();
        for (String text = next(lines); text != null; text = next(lines)) {
            if (!text.isBlank()) {
                if (csv) {
                    addFields(columns, CsvLine.split(text));
                } else {
                    addJson(text);
                }
            }
        }
    }

    private @Nullable String next(BufferedReader lines) throws IOException {
        line++;
        return lines.readLine();
    }

    private List<String> columns(@Nullable String header) throws IOException {
        List<String> columns = header == null
                ? List.of()
                : CsvLine.split(header.startsWith("\uFEFF") ? header.substring(1) : header).stream()
                        .map(String::strip)
                        .toList();
        if (!columns.contains(PATH) || (columns.contains(LABEL) && columns.contains(LABELS))) {
            throw mistake("must name the columns path and label, or path and labels, but names " + columns);
        }
        return columns;
    }

    private void addFields(List<String> columns, List<String> fields) throws IOException {
        if (fields.size() != columns.size()) {
            throw mistake("has " + fields.size() + " fields, but the header has " + columns.size());
        }
        List<String> own = List.of();
        if (columns.contains(LABEL)) {
            own = List.of(fields.get(columns.indexOf(LABEL)).strip());
        } else if (columns.contains(LABELS)) {
            own = Arrays.stream(fields.get(columns.indexOf(LABELS)).split("[|;]"))
                    .map(String::strip)
                    .filter(label -> !label.isEmpty())
                    .toList();
        }
        add(fields.get(columns.indexOf(PATH)).strip(), own);
    }

    private void addJson(String text) throws IOException {
        JsonNode entry;
        try {
            entry = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw mistake("is no JSON: " + e.getOriginalMessage());
        }
        if (!entry.path(PATH).isTextual()) {
            throw mistake(
                    "has no text \"path\": expected {\"path\": …, \"label\": …} or {\"path\": …, \"labels\": […]}");
        }
        List<String> own = new ArrayList<>();
        if (entry.path(LABELS).isArray()) {
            for (JsonNode label : entry.path(LABELS)) {
                own.add(label.asText());
            }
        } else if (entry.hasNonNull(LABEL)) {
            own.add(entry.path(LABEL).asText());
        }
        add(entry.path(PATH).textValue(), own);
    }

    private void add(String path, List<String> own) throws IOException {
        if (path.isEmpty()) {
            throw mistake("has an empty path");
        }
        if (own.contains("")) {
            throw mistake("has an empty label");
        }
        paths.add(path);
        labels.add(own);
    }

    private IOException mistake(String what) {
        return new IOException(file + ", line " + line + ": " + what);
    }
}
