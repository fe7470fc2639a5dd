package dev.tandem.table;

import dev.tandem.data.Batch;
import dev.tandem.data.Batching;
import dev.tandem.data.DataNotes;
import dev.tandem.data.FloatArrays;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of CSV files on any Hadoop file system: one file, or all files of a folder in the order of their names.
 *
 * <p>Inputs have the shape (batch size, features), targets the shape (batch size, classes or labels). The first look reads all rows once,
 * and remembers where batches begin; a batch then reads its own rows. Batches follow the order of the rows and go on from one file to the
 * next. A field with nothing in it, or that is no number where one is needed, is an error that names file, line and column.
 */
public final class CsvSequence implements TableSequence {

    private static final long serialVersionUID = 1;

    /** Bytes of a batch that are read at once. */
    private static final int MOST_BYTES = 1 << 28;

    private final CsvIndex index;
    private final CsvFormat format;
    private final TableSchema schema;
    private final RowEncoder encoder;
    private final Batching batching;

    private CsvSequence(CsvScan scan, CsvFormat format, int batchSize) throws IOException {
        this.index = scan.index();
        this.format = format;
        this.schema = scan.schema();
        this.encoder = new RowEncoder(schema, scan.header());
        this.batching = new Batching(scan.rows(), batchSize);
    }

    /**
     * Reads all rows once.
     *
     * @param path of a file or folder
     * @param format how it is written
     * @param schema which columns are wanted; for validation data the training data's {@link #schema()}
     * @param batchSize rows in a batch, at least 1
     * @throws IOException if a file is missing, damaged or lacks a column; the message names it
     */
    public static CsvSequence open(String path, CsvFormat format, TableSchema schema, int batchSize)
            throws IOException {
        CsvScan scan = new CsvScan(format, new Batching(1, batchSize).batchSize());
        scan.read(TableFiles.at(path), schema);
        CsvSequence opened = new CsvSequence(scan, format, batchSize);
        Targets.checkSize(path, batchSize, opened.features());
        return opened;
    }

    /** The schema with all that the data told. */
    public TableSchema schema() {
        return schema;
    }

    @Override
    public int length() {
        return batching.length();
    }

    @Override
    public int features() {
        return encoder.features();
    }

    @Override
    public BitSet numbers() {
        return encoder.numbers();
    }

    @Override
    public Batch get(int batch) throws IOException {
        int size = batching.size(batch);
        int width = encoder.targetWidth();
        float[] inputs = new float[size * features()];
        float[] targets = new float[size * width];
        int row = 0;
        List<CsvIndex.Stretch> stretches = index.stretches(batch, batch + 1);
        for (CsvIndex.Stretch stretch : stretches) {
            CsvRows rows = rows(stretch);
            for (@Nullable String[] fields = rows.next(); fields != null && row < size; fields = rows.next()) {
                encoder.input(rows, fields, inputs, row * features());
                encoder.target(rows, fields, targets, row * width);
                row++;
            }
        }
        if (row < size) {
            throw changed(stretches.get(0).source());
        }
        return Targets.batch(FloatArrays.of(inputs, size, features()), targets, width);
    }

    private CsvRows rows(CsvIndex.Stretch stretch) throws IOException {
        CsvIndex.Source source = stretch.source();
        if (stretch.to() - stretch.from() > MOST_BYTES) {
            throw new IOException(source.file() + " has more than " + MOST_BYTES
                    + " bytes in the rows of one batch, at byte " + stretch.from() + ": use a smaller batch_size");
        }
        byte[] content = new byte[(int) (stretch.to() - stretch.from())];
        try (FSDataInputStream in = source.file().open()) {
            in.readFully(stretch.from(), content);
        } catch (EOFException e) {
            throw changed(source);
        }
        return new CsvRows(source.file(), new ByteArrayInputStream(content), format, stretch.from(), stretch.line());
    }

    private static IOException changed(CsvIndex.Source source) {
        return new IOException(
                source.file() + " has changed since the run started: it had " + source.length() + " bytes");
    }

    @Override
    public List<String> preferredHosts(int from, int to) {
        return from >= to
                ? List.of()
                : FilePart.hosts(index.stretches(from, to).stream()
                        .map(CsvIndex.Stretch::part)
                        .toList());
    }

    @Override
    public DataNotes notes() {
        return schema.notes();
    }
}
