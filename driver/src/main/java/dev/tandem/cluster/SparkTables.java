package dev.tandem.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Writes what a query gives to a folder of Parquet files, once: their order is the order of the rows from then on. A marker with the
 * query's text is written last; where it is found, the folder is taken as it is.
 */
public final class SparkTables {

    private static final String MARKER = "_TANDEM_QUERY";

    /** Small row groups: what one batch needs of a group, and what a task prefers to be near to, is little. */
    private static final int ROW_GROUP_BYTES = 16 << 20;

    private SparkTables() {}

    /**
     * What is to be read.
     *
     * @param text SQL, or the path of a file or folder whose format its ending tells
     * @param tables paths by the names that the SQL has for them
     */
    public record Query(String text, Map<String, String> tables) {

        public Query {
            tables = Map.copyOf(tables);
        }

        /** Whether the text is SQL and no path. */
        public boolean isSql() {
            String first = text.strip().toLowerCase(Locale.ROOT).split("\\s+", 2)[0];
            return text.strip().contains(" ")
                    && (first.equals("select") || first.equals("with") || first.equals("from"));
        }

        private String marker() {
            StringBuilder marker = new StringBuilder(text.strip()).append('\n');
            new TreeMap<>(tables)
                    .forEach((name, path) ->
                            marker.append(name).append(" = ").append(path).append('\n'));
            return marker.toString();
        }
    }

    /**
     * Makes the folder hold what the query gives.
     *
     * @throws IOException if the folder holds what another query gave, or cannot be written
     * @throws TrainingFailedException if Spark cannot run the query; the message has its text
     */
    public static void write(Cluster cluster, Query query, String folder) throws IOException {
        Path marker = new Path(folder, MARKER);
        FileSystem files = marker.getFileSystem(new Configuration());
        Optional<String> before = read(files, marker);
        if (before.isPresent() && !before.get().equals(query.marker())) {
            throw new IOException(folder + " holds what another query gave ("
                    + before.get().strip().replace("\n", ", ")
                    + "): begin anew with --restart, or give another run.directory");
        }
        if (before.isPresent()) {
            return;
        }
        try {
            SparkSession session = SparkSession.builder()
                    .config("spark.sql.warehouse.dir", new Path(folder, "_warehouse").toString())
                    .sparkContext(cluster.context().sc())
                    .getOrCreate();
            rows(session, query)
                    .write()
                    .mode(SaveMode.Overwrite)
                    .option("parquet.block.size", ROW_GROUP_BYTES)
                    .parquet(folder);
        } catch (Exception e) { // Scala throws AnalysisException unchecked
            throw new TrainingFailedException(
                    "Spark cannot give the rows of \"" + query.text() + "\": " + e.getMessage(), e);
        }
        try (FSDataOutputStream out = files.create(marker, true)) {
            out.write(query.marker().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Optional<String> read(FileSystem files, Path marker) throws IOException {
        if (!files.exists(marker)) {
            return Optional.empty();
        }
        try (FSDataInputStream in = files.open(marker)) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Dataset<Row> rows(SparkSession session, Query query) {
        if (!query.isSql()) {
            return load(session, query.text());
        }
        query.tables().forEach((name, path) -> load(session, path).createOrReplaceTempView(name));
        return session.sql(query.text());
    }

    private static Dataset<Row> load(SparkSession session, String path) {
        String name = path.toLowerCase(Locale.ROOT).replaceAll("\\.(gz|bz2|zst|lz4|snappy)$", "");
        if (name.endsWith(".csv")) {
            return session.read()
                    .option("header", "true")
                    .option("inferSchema", "true")
                    .csv(path);
        }
        if (name.endsWith(".json") || name.endsWith(".jsonl")) {
            return session.read().json(path);
        }
        return name.endsWith(".orc") ? session.read().orc(path) : session.read().parquet(path);
    }
}
