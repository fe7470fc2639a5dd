package dev.tandem.table;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of a batch while its rows are put together. */
final class TableBatch {

    private final float[] inputs;
    private final float[] targets;
    private final int features;
    private final int width;
    private final long pass;
    private int row;

    /** Of as many rows as {@code size} says, in a pass over the table. */
    TableBatch(int size, int features, int width, long pass) {
        this.inputs = new float[size * features];
        this.targets = new float[size * width];
        this.features = features;
        this.width = width;
        this.pass = pass;
    }

    float[] inputs() {
        return inputs;
    }

    float[] targets() {
        return targets;
    }

    /**
     * Some rows of a group, counted from its first.
     *
     * @param values that were read, of these rows and maybe others
     * @param group which they are of
     * @param from the first
     * @param to after the last
     */
    record Rows(GroupRows values, RowGroup group, int from, int to) {}

    /** Adds rows; the first so many columns are inputs. */
    void add(Rows part, List<ParquetColumn> columns, int inputColumns, @Nullable CellReader cells) throws IOException {
        GroupRows rows = part.values();
        for (int at = part.from(); at < part.to(); at++) {
            int input = row * features;
            int target = row * width;
            for (int i = 0; i < columns.size(); i++) {
                ParquetColumn column = columns.get(i);
                if (column.kind() == ParquetColumn.Kind.CELLS && cells != null) {
                    cell(rows.cell(i, at), part.group(), column, at, cells);
                } else if (i < inputColumns) {
                    put(rows.numbers(i), at - rows.first(), column, inputs, input);
                    input += column.features();
                } else {
                    put(rows.numbers(i), at - rows.first(), column, targets, target);
                    target += column.features();
                }
            }
            row++;
        }
    }

    private static void put(float[] values, int at, ParquetColumn column, float[] into, int to) {
        if (column.kind() == ParquetColumn.Kind.NAMES) {
            into[to + (int) values[at]] = 1;
        } else {
            System.arraycopy(values, at * column.width(), into, to, column.width());
        }
    }

    private void cell(byte[] bytes, RowGroup group, ParquetColumn column, int at, CellReader cells) throws IOException {
        try {
            cells.read(bytes, pass, group.start() + at, inputs, row * features);
        } catch (IOException e) {
            throw new IOException(
                    group.file() + ", column '" + column.name() + "', row " + (group.firstRow() + at) + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
