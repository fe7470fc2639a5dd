package dev.tandem.cli;

import dev.tandem.checkpoint.Commit;
import dev.tandem.checkpoint.Manifest;
import dev.tandem.report.Formats;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run's commits for reading: a line each, oldest first.
 *
 * @param directory of the run
 * @param commits in the order of their ids
 */
record CommitTable(String directory, List<Commit> commits) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final List<String> TITLES =
            List.of("commit", "epoch", "round", "size", "time", "metrics", "validity");
    private static final Set<Integer> RIGHT = Set.of(1, 2, 3);

    CommitTable {
        commits = List.copyOf(commits);
    }

    @Override
    public String toString() {
        String count = commits.size() == 1 ? "1 commit" : commits.size() + " commits";
        List<List<String>> rows = Stream.concat(
                        Stream.of(TITLES), commits.stream().map(CommitTable::row))
                .toList();
        String format = format(rows);
        return rows.stream()
                .map(row -> String.format(Locale.ROOT, format, row.toArray()))
                .collect(Collectors.joining("", String.format("%s: %s%n", directory, count), ""));
    }

    /** Columns as wide as their widest cell, but for the last one. */
    private static String format(List<List<String>> rows) {
        StringBuilder format = new StringBuilder();
        for (int column = 0; column < TITLES.size() - 1; column++) {
            int cell = column;
            int width =
                    rows.stream().mapToInt(row -> row.get(cell).length()).max().orElse(0);
            format.append(RIGHT.contains(column) ? "%" : "%-").append(width).append("s  ");
        }
        return format.append("%s%n").toString();
    }

    private static List<String> row(Commit commit) {
        String id = commit.id().toString();
        String validity = commit.problem().map(problem -> "invalid: " + problem).orElse("valid");
        return commit.manifest()
                .map(manifest -> row(id, manifest, validity))
                .orElseGet(() -> List.of(id, "-", "-", "-", "-", "-", validity));
    }

    private static List<String> row(String id, Manifest manifest, String validity) {
        return List.of(
                id,
                Integer.toString(manifest.position().epoch()),
                Integer.toString(manifest.position().round()),
                size(manifest.bytes()),
                TIME.format(manifest.time()),
                metrics(manifest),
                validity);
    }

    private static String metrics(Manifest manifest) {
        String metrics = manifest.metrics().entrySet().stream()
                .map(metric -> metric.getKey() + " " + Formats.number(metric.getValue()))
                .collect(Collectors.joining(", "));
        return metrics.isEmpty() ? "-" : metrics;
    }

    /** So many bytes in the largest unit that leaves at least one. */
    static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double size = bytes / 1024.0;
        int unit = 0;
        while (size >= 1024) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %ciB", size, "KMGTPE".charAt(unit));
    }
}
