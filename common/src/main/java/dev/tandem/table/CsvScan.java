package dev.tandem.table;

import dev.tandem.data.DataFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One look at all rows of some CSV files: counts them, notes where batches begin, and learns what the schema leaves open. */
final class CsvScan {

    private static final int BUFFER_BYTES = 1 << 20;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final CsvFormat format;
    private final int batchSize;
    private final List<CsvIndex.Source> sources = new ArrayList<>();
    private final List<long[]> marks = new ArrayList<>();
    private List<String> header = List.of();
    private int[] learned = {};
    private @Nullable Learner learner;
    private long rows;

    CsvScan(CsvFormat format, int batchSize) {
        this.format = format;
        this.batchSize = batchSize;
    }

    /** Reads all rows of the files. */
    void read(List<DataFile> files, TableSchema schema) throws IOException {
        for (DataFile file : files) {
            long length = file.status().getLen();
            try (InputStream in = new BufferedInputStream(file.open(), BUFFER_BYTES)) {
                read(file, length, in, schema);
            }
        }
        if (rows == 0) {
            throw new IOException(files.get(0) + " has no rows");
        }
    }

    private void read(DataFile file, long length, InputStream in, TableSchema schema) throws IOException {
        CsvRows records = new CsvRows(file, in, format, skipMark(file, in), 1);
        long begin = records.nextByte();
        long beginLine = records.nextLine();
        @Nullable String[] row = records.next();
        if (row == null) {
            throw new IOException(file + " has no rows");
        }
        begin(file, row, schema);
        if (format.header()) {
            begin = records.nextByte();
            beginLine = records.nextLine();
        }
        int number = sources.size();
        sources.add(new CsvIndex.Source(file, length, begin, beginLine));
        long nextByte = begin;
        long nextLine = beginLine;
        if (format.header()) {
            row = records.next();
        }
        while (row != null) {
            if (rows % batchSize == 0) {
                marks.add(new long[] {number, nextByte, nextLine});
            }
            add(records, row);
            nextByte = records.nextByte();
            nextLine = records.nextLine();
            row = records.next();
        }
    }

    /** The bytes before the first record. */
    private static long skipMark(DataFile file, InputStream in) throws IOException {
        in.mark(4);
        byte[] start = in.readNBytes(3);
        in.reset();
        boolean packed = start.length > 1 && start[0] == (byte) 0x1F && start[1] == (byte) 0x8B;
        if (packed) {
            throw new IOException(
                    file + " is packed by gzip, of which no single rows can be read: unpack it, or read it"
                            + " with the source spark:, which writes it anew");
        }
        if (start.length > 1 && (start[0] & 0xFF) >= 0xFE && (start[1] & 0xFF) >= 0xFE) {
            throw new IOException(file + " is written in UTF-16: save it as UTF-8");
        }
        if (Arrays.equals(start, BYTE_ORDER_MARK)) {
            in.skipNBytes(BYTE_ORDER_MARK.length);
            return BYTE_ORDER_MARK.length;
        }
        return 0;
    }

    private void begin(DataFile file, @Nullable String[] first, TableSchema schema) throws IOException {
        List<String> names = format.header()
                ? Arrays.stream(first)
                        .map(name -> name == null ? "" : CsvRows.text(name))
                        .toList()
                : IntStream.range(0, first.length).mapToObj(Integer::toString).toList();
        if (learner == null) {
            if (new LinkedHashSet<>(names).size() < names.size()) {
                throw new IOException(file + " has a column twice: " + names);
            }
            header = names;
            Learner begun = new Learner(file, schema.over(file, names));
            learned = begun.columns().stream().mapToInt(names::indexOf).toArray();
            learner = begun;
        } else if (!names.equals(header)) {
            throw new IOException(file + " has the columns " + names + ", but the files before it have " + header);
        }
    }

    private void add(CsvRows records, @Nullable String[] row) throws IOException {
        if (row.length != header.size()) {
            throw new IOException(
                    records.at(0) + ": has " + row.length + " fields, but there are " + header.size() + " columns");
        }
        for (int column : learned) {
            String field = row[column];
            if (field == null) {
                throw new IOException(records.at(column) + ": '" + header.get(column)
                        + "' has nothing in it: fill it, or leave the row out");
            }
            learner().add(header.get(column), CsvRows.text(field));
        }
        rows++;
        if (rows > Integer.MAX_VALUE) {
            throw new IOException(records.at(0) + ": is more than " + Integer.MAX_VALUE + " rows");
        }
    }

    private Learner learner() {
        if (learner == null) {
            throw new IllegalStateException("No file has been read");
        }
        return learner;
    }

    int rows() {
        return (int) rows;
    }

    List<String> header() {
        return header;
    }

    CsvIndex index() {
        return new CsvIndex(sources, marks);
    }

    TableSchema schema() throws IOException {
        return learner().completed();
    }
}
