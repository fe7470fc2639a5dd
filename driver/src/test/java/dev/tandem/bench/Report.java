package dev.tandem.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.tandem.bench.Entry.Failed;
import dev.tandem.bench.Entry.Row;
import dev.tandem.bench.Entry.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The results, for people and for programs. */
final class Report {

    private static final List<String> HEADER = List.of("name", "median", "min", "max", "unit", "runs");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Report() {}

    /** One line for each entry, numbers right-aligned. */
    static String table(List<Entry> entries) {
        List<List<String>> rows = new ArrayList<>(List.of(HEADER));
        entries.stream().filter(Row.class::isInstance).map(Row.class::cast).forEach(row -> rows.add(cells(row)));
        StringBuilder table = new StringBuilder();
        rows.forEach(row -> table.append(line(row, rows)).append('\n'));
        for (Entry entry : entries) {
            if (entry instanceof Skipped skipped) {
                table.append(skipped.name())
                        .append(" skipped: ")
                        .append(skipped.reason())
                        .append('\n');
            } else if (entry instanceof Failed failed) {
                table.append(failed.name())
                        .append(" failed: ")
                        .append(failed.reason())
                        .append('\n');
            }
        }
        return table.toString();
    }

    private static List<String> cells(Row row) {
        return List.of(
                row.name(),
                Numbers.text(row.median()),
                Numbers.text(row.min()),
                Numbers.text(row.max()),
                row.unit(),
                String.valueOf(row.runs()));
    }

    private static String line(List<String> row, List<List<String>> rows) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            int index = column;
            int width = rows.stream()
                    .mapToInt(each -> each.get(index).length())
                    .max()
                    .orElse(0);
            boolean left =
                    HEADER.get(column).equals("name") || HEADER.get(column).equals("unit");
            String gap = " ".repeat(width - row.get(column).length());
            line.append(column == 0 ? "" : "  ").append(left ? row.get(column) + gap : gap + row.get(column));
        }
        return line.toString().stripTrailing();
    }

    /** The rows as a list of {@code {name, median, min, max, unit, runs}}, under its name only when complete. */
    static void writeJson(List<Entry> entries, Path file) throws IOException {
        List<Entry> rows = entries.stream().filter(Row.class::isInstance).toList();
        Path target = file.toAbsolutePath();
        Path fresh =
                Files.createTempFile(target.getParent(), target.getFileName().toString(), ".tmp");
        try {
            JSON.writeValue(fresh.toFile(), rows);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
