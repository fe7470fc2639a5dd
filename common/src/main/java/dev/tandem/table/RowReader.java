package dev.tandem.table;

import java.io.IOException;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.PrimitiveType;

/** Reads a column row by row; rows without a value, or with more or fewer than the others, are errors that name their place. */
final class RowReader {

    private final RowGroup group;
    private final ParquetColumn column;
    private final ColumnReader in;
    private final int first;
    private final int count;
    private final int present;

    RowReader(RowGroup group, ParquetColumn column, ColumnReader in, int first, int count) {
        this.group = group;
        this.column = column;
        this.in = in;
        this.first = first;
        this.count = count;
        this.present = in.getDescriptor().getMaxDefinitionLevel();
    }

    /** Takes the value at which a reader stands. */
    interface Value<T> {
        T of(ColumnReader in);
    }

    PrimitiveType type() {
        return in.getDescriptor().getPrimitiveType();
    }

    int count() {
        return count;
    }

    /** Passes rows by. */
    void skip(int rows) {
        for (int row = 0; row < rows; row++) {
            do {
                in.skip();
                in.consume();
            } while (in.getCurrentRepetitionLevel() > 0);
        }
    }

    /** The only value of a row; rows are taken in order. */
    <T> T next(int row, Value<T> value) throws IOException {
        check(row);
        T found = value.of(in);
        in.consume();
        checkEnd(row, 1);
        return found;
    }

    float[] numbers(ParquetValues.AsNumber number) throws IOException {
        float[] values = new float[Math.multiplyExact(count, column.width())];
        int at = 0;
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < column.width(); i++) {
                if (i > 0 && in.getCurrentRepetitionLevel() == 0) {
                    throw new IOException(at(row) + " has " + i + " values, but the first row has " + column.width());
                }
                check(row);
                values[at++] = number.of(in);
                in.consume();
            }
            checkEnd(row, column.width());
        }
        return values;
    }

    byte[][] cells() throws IOException {
        byte[][] cells = new byte[count][];
        for (int row = 0; row < count; row++) {
            cells[row] = next(row, at -> at.getBinary().getBytes());
        }
        return cells;
    }

    private void check(int row) throws IOException {
        if (in.getCurrentDefinitionLevel() < present) {
            throw new IOException(at(row) + " has no value: fill it, or leave the row out");
        }
    }

    private void checkEnd(int row, int width) throws IOException {
        if (in.getCurrentRepetitionLevel() > 0) {
            throw new IOException(at(row) + " has more than " + width + " values, but all rows need as many");
        }
    }

    /** A row by its number in the file, for messages. */
    String at(int row) {
        return group.file() + ", column '" + column.name() + "', row " + (group.firstRow() + first + row);
    }
}
