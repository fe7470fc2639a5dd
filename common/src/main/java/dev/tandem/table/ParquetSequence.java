package dev.tandem.table;

import dev.tandem.data.Batch;
import dev.tandem.data.Batching;
import dev.tandem.data.ContentCache;
import dev.tandem.data.DataNotes;
import dev.tandem.data.FloatArrays;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a Parquet table on any Hadoop file system: one file, or all files of a folder in the order of their names.
 *
 * <p>Columns of numbers and lists of numbers of one length are inputs of shape (batch size, features); a single column of bytes is an
 * input of the shape that its {@link CellReader} gives. Only footers are read at first (and columns of names, where the schema leaves
 * their categories open). Batches follow the order of the rows, all full but the last, and may go on in another row group.
 *
 * <p>A table that takes less than an eighth of the heap is kept in memory by row groups, each read once and dropped when memory runs
 * short; of a larger one a batch reads the pages that its rows are in. A row without a value is an error that names file, column and row.
 */
public final class ParquetSequence implements TableSequence {

    private static final long serialVersionUID = 1;

    private static final ContentCache<GroupRows> KEPT = new ContentCache<>();
    private static final int HEAP_PARTS = 8;

    private final List<RowGroup> groups;
    private final List<ParquetColumn> columns;
    private final int inputs;
    private final @Nullable CellReader cells;
    private final TableSchema schema;
    private final Batching batching;
    private final long bytes;
    private final AtomicLong pass = new AtomicLong();

    private ParquetSequence(ParquetTable table, TableSchema wanted, int batchSize, @Nullable CellReader cells)
            throws IOException {
        this.batching = new Batching(table.rows(), batchSize);
        this.groups = new ArrayList<>(table.groups());
        ParquetColumns found = new ParquetColumns(table, wanted);
        this.schema = found.schema();
        this.columns = new ArrayList<>(found.inputs());
        this.inputs = columns.size();
        columns.addAll(found.targets());
        this.cells = cells;
        checkCells();
        long sum = 0;
        for (ParquetColumn column : columns) {
            sum += column.kind() == ParquetColumn.Kind.CELLS
                    ? table.bytes(column.name())
                    : (long) Float.BYTES * column.width() * table.rows();
        }
        this.bytes = sum;
        Targets.checkSize(groups.get(0).file(), batchSize, wide(0, inputs));
    }

    /**
     * Reads the footers.
     *
     * @param path of a file or folder
     * @param schema which columns are wanted; for validation data the training data's {@link #schema()}
     * @param batchSize rows in a batch, at least 1
     * @param cells what bytes mean, where the input is a column of bytes
     * @throws IOException if a file is missing, damaged or lacks a column; the message names it
     */
    public static ParquetSequence open(String path, TableSchema schema, int batchSize, Optional<CellReader> cells)
            throws IOException {
        return new ParquetSequence(new ParquetTable(TableFiles.at(path)), schema, batchSize, cells.orElse(null));
    }

    private void checkCells() throws IOException {
        boolean any = columns.stream().limit(inputs).anyMatch(column -> column.kind() == ParquetColumn.Kind.CELLS);
        if (any && cells == null) {
            throw new IOException(groups.get(0).file() + " has bytes in the columns "
                    + columns.stream()
                            .limit(inputs)
                            .filter(column -> column.kind() == ParquetColumn.Kind.CELLS)
                            .map(ParquetColumn::name)
                            .toList()
                    + ": say what they mean (image_size for pictures), or leave them out");
        }
        if (any && inputs > 1) {
            throw new IOException(
                    groups.get(0).file() + " has bytes and other columns as inputs: take one column of bytes alone");
        }
        if (!any && cells != null) {
            throw new IOException(
                    groups.get(0).file() + " has no bytes in the columns of the inputs, but pictures are wanted");
        }
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
        return Math.toIntExact(wide(0, inputs));
    }

    private long wide(int from, int to) {
        if (from == 0 && cells != null) {
            return cells.shape().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        }
        return columns.subList(from, to).stream()
                .mapToLong(ParquetColumn::features)
                .sum();
    }

    @Override
    public BitSet numbers() {
        BitSet numbers = new BitSet();
        int at = 0;
        for (ParquetColumn column : columns.subList(0, inputs)) {
            int next = cells == null ? at + column.features() : features();
            numbers.set(at, next, column.kind() != ParquetColumn.Kind.NAMES);
            at = next;
        }
        return numbers;
    }

    @Override
    public Batch get(int index) throws IOException {
        int from = batching.from(index);
        int size = batching.size(index);
        int width = (int) wide(inputs, columns.size());
        long now = pass.get();
        TableBatch batch = new TableBatch(size, features(), width, now);
        for (RowGroup group : groups.subList(groupOf(from), groups.size())) {
            int first = Math.max(from, group.start());
            int last = Math.min(from + size, group.start() + group.rows());
            if (first >= last) {
                break;
            }
            int start = first - group.start();
            GroupRows rows = rows(group, start, last - first);
            batch.add(new TableBatch.Rows(rows, group, start, last - group.start()), columns, inputs, cells);
        }
        if (cells != null) {
            cells.complete(now, index, batch.inputs(), batch.targets(), size);
        }
        return Targets.batch(FloatArrays.of(batch.inputs(), shape(size)), batch.targets(), width);
    }

    private long[] shape(int size) {
        if (cells == null) {
            return new long[] {size, features()};
        }
        long[] shape = new long[1 + cells.shape().size()];
        shape[0] = size;
        for (int i = 1; i < shape.length; i++) {
            shape[i] = cells.shape().get(i - 1);
        }
        return shape;
    }

    private int groupOf(int row) {
        int low = 0;
        int high = groups.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (groups.get(middle).start() <= row) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private GroupRows rows(RowGroup group, int from, int count) throws IOException {
        GroupReader reader = new GroupReader(group, columns);
        if (bytes > Runtime.getRuntime().maxMemory() / HEAP_PARTS) {
            return reader.read(from, count);
        }
        FileStatus status = group.file().status();
        return KEPT.content(
                new ContentCache.Version(group + " " + columns, status.getLen(), status.getModificationTime()),
                () -> reader.read(0, group.rows()));
    }

    @Override
    public List<String> preferredHosts(int from, int to) {
        if (from >= to) {
            return List.of();
        }
        int last = batching.from(to - 1) + batching.size(to - 1) - 1;
        return FilePart.hosts(groups.subList(groupOf(batching.from(from)), groupOf(last) + 1).stream()
                .map(RowGroup::part)
                .toList());
    }

    @Override
    public void onEpochEnd() {
        pass.incrementAndGet();
    }

    @Override
    public DataNotes notes() {
        DataNotes notes = schema.notes();
        return cells == null ? notes : new DataNotes(notes.classes(), cells.notes());
    }
}
