package dev.tandem.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.ObjIntConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Parquet files, written by Parquet's own writer. */
final class Parquets {

    private Parquets() {}

    /**
     * How values are stored.
     *
     * @param codec by which pages are packed
     * @param dictionary whether repeated values are
     * @param checksums whether pages have them
     */
    record Form(CompressionCodecName codec, boolean dictionary, boolean checksums) {}

    /** Writes a file of one row group with pages of 50 rows. */
    static String write(Path file, String schema, Form form, int rows, ObjIntConsumer<Group> fill) throws IOException {
        ExampleParquetWriter.Builder builder = builder(file, schema)
                .withCompressionCodec(form.codec())
                .withDictionaryEncoding(form.dictionary())
                .withPageWriteChecksumEnabled(form.checksums())
                .withPageRowCountLimit(50);
        return write(file, schema, builder, rows, fill);
    }

    /**
     * Writes a file.
     *
     * @param schema such as {@code message m { required float x; }}
     * @param groupRows rows in a row group
     * @param pageRows rows in a page
     */
    static String write(Path file, String schema, int rows, int groupRows, int pageRows, ObjIntConsumer<Group> fill)
            throws IOException {
        ExampleParquetWriter.Builder builder = builder(file, schema)
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .withRowGroupSize(1L)
                .withMinRowCountForPageSizeCheck(groupRows)
                .withMaxRowCountForPageSizeCheck(groupRows)
                .withPageRowCountLimit(pageRows);
        return write(file, schema, builder, rows, fill);
    }

    private static ExampleParquetWriter.Builder builder(Path file, String schema) {
        return ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
                .withType(MessageTypeParser.parseMessageType(schema))
                .withConf(new Configuration());
    }

    private static String write(
            Path file, String schema, ExampleParquetWriter.Builder builder, int rows, ObjIntConsumer<Group> fill)
            throws IOException {
        MessageType type = MessageTypeParser.parseMessageType(schema);
        try (ParquetWriter<Group> writer = builder.build()) {
            for (int row = 0; row < rows; row++) {
                Group group = new SimpleGroup(type);
                fill.accept(group, row);
                writer.write(group);
            }
        }
        return file.toString();
    }
}
