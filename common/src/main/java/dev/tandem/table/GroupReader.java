package dev.tandem.table;

import dev.tandem.data.ContentCache;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.internal.filter2.columnindex.ColumnIndexStore;
import org.apache.parquet.internal.filter2.columnindex.RowRanges;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Reads some columns of some rows of a row group, and of the rest no more than the pages that these rows are in. */
final class GroupReader {

    private static final ContentCache<Boolean> CHECKED = new ContentCache<>();

    private final RowGroup group;
    private final List<ParquetColumn> columns;

    GroupReader(RowGroup group, List<ParquetColumn> columns) {
        this.group = group;
        this.columns = columns;
    }

    /** Rows of the group, counted from its first; no column may be one of names without categories. */
    GroupRows read(int from, int count) throws IOException {
        GroupRows read = new GroupRows(from);
        open(from, count, (column, reader) -> {
            switch (column.kind()) {
                case NUMBERS -> read.addNumbers(reader.numbers(ParquetValues.number(reader.type())));
                case NAMES -> read.addNumbers(named(column, reader));
                case CELLS -> read.addCells(reader.cells());
            }
        });
        return read;
    }

    /** Shows all values of all columns, which are of names, to a learner. */
    void teach(Learner learner) throws IOException {
        open(0, group.rows(), (column, reader) -> {
            Function<ColumnReader, String> name = ParquetValues.name(reader.type());
            for (int row = 0; row < group.rows(); row++) {
                learner.add(column.name(), reader.next(row, name::apply));
            }
        });
    }

    private float[] named(ParquetColumn column, RowReader reader) throws IOException {
        Map<String, Integer> numbers = new HashMap<>();
        column.categories().forEach(category -> numbers.put(category, numbers.size()));
        Function<ColumnReader, String> name = ParquetValues.name(reader.type());
        float[] values = new float[reader.count()];
        for (int row = 0; row < values.length; row++) {
            String found = reader.next(row, name::apply);
            Integer number = numbers.get(found);
            if (number == null) {
                throw new IOException(reader.at(row) + " is '" + found + "', which is none of "
                        + column.categories().stream().limit(20).toList());
            }
            values[row] = number;
        }
        return values;
    }

    /** Takes the values of one column. */
    private interface Taker {
        void take(ParquetColumn column, RowReader reader) throws IOException;
    }

    private void open(int from, int count, Taker taker) throws IOException {
        FileStatus status = group.file().status();
        if (status.getLen() != group.length()) {
            throw new IOException(
                    group.file() + " has changed since the run started: it had " + group.length() + " bytes");
        }
        ParquetMetadata footer = ParquetFooters.of(group.file(), status);
        try {
            check(footer.getBlocks().get(group.number()), status);
            try (ParquetFileReader file = ParquetFooters.open(group, footer)) {
                MessageType schema = projection(footer.getFileMetaData().getSchema());
                file.setRequestedSchema(schema);
                take(new Pages(pages(file, from, count), schema, footer, from, count), taker);
            }
        } catch (RuntimeException | IOException | OutOfMemoryError | LinkageError e) {
            throw ParquetFooters.damaged(group.file(), e);
        }
    }

    private record Pages(PageReadStore store, MessageType schema, ParquetMetadata footer, int from, int count) {}

    private void take(Pages pages, Taker taker) throws IOException {
        ColumnReadStoreImpl store = new ColumnReadStoreImpl(
                pages.store(),
                new SilentConverter(),
                pages.schema(),
                pages.footer().getFileMetaData().getCreatedBy());
        boolean skips = pages.store().getRowIndexes().isEmpty();
        for (ParquetColumn column : columns) {
            ColumnDescriptor descriptor = descriptor(pages.schema(), column.name());
            RowReader reader =
                    new RowReader(group, column, store.getColumnReader(descriptor), pages.from(), pages.count());
            if (skips) {
                reader.skip(pages.from());
            }
            taker.take(column, reader);
        }
    }

    /** Where a file has no index of its pages, all of the group is read. */
    private PageReadStore pages(ParquetFileReader file, int from, int count) throws IOException {
        if (from > 0 || count < group.rows()) {
            try {
                return file.readFilteredRowGroup(
                        group.number(),
                        RowRanges.create(
                                group.rows(), IntStream.of(0).iterator(), new OneRange(from, from + count - 1)));
            } catch (ColumnIndexStore.MissingOffsetIndexException e) {
                return file.readRowGroup(group.number());
            }
        }
        return file.readRowGroup(group.number());
    }

    private void check(BlockMetaData block, FileStatus status) throws IOException {
        List<String> names = columns.stream().map(ParquetColumn::name).toList();
        ContentCache.Version version =
                new ContentCache.Version(group + " " + names, status.getLen(), status.getModificationTime());
        CHECKED.content(version, () -> {
            try (FSDataInputStream in = group.file().open()) {
                for (ColumnChunkMetaData chunk : block.getColumns()) {
                    if (names.contains(chunk.getPath().toArray()[0])) {
                        PageCheck.chunk(group, chunk);
                        PageCheck.pages(group, chunk, in);
                    }
                }
                return Boolean.TRUE;
            }
        });
    }

    private MessageType projection(MessageType schema) throws IOException {
        List<Type> fields = new ArrayList<>();
        for (ParquetColumn column : columns) {
            if (!schema.containsField(column.name())) {
                throw new IOException(group.file() + " has no column '" + column.name() + "'");
            }
            fields.add(schema.getType(column.name()));
        }
        return new MessageType(schema.getName(), fields.stream().distinct().toList());
    }

    private static ColumnDescriptor descriptor(MessageType schema, String name) {
        return schema.getColumns().stream()
                .filter(column -> column.getPath()[0].equals(name))
                .findFirst()
                .orElseThrow();
    }
}
