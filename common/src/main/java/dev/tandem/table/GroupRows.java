package dev.tandem.table;

import java.util.ArrayList;
import java.util.List;

/** Rows of a row group in memory, column by column in the order in which they were asked for. */
final class GroupRows {

    private final int first;
    private final List<float[]> numbers = new ArrayList<>();
    private final List<byte[][]> cells = new ArrayList<>();

    /** Of rows of which {@code first} is the first in the group. */
    GroupRows(int first) {
        this.first = first;
    }

    /** Adds a column of numbers, or of numbers of categories, row by row. */
    void addNumbers(float[] values) {
        numbers.add(values);
        cells.add(new byte[0][]);
    }

    /** Adds a column of bytes. */
    void addCells(byte[][] bytes) {
        numbers.add(new float[0]);
        cells.add(bytes);
    }

    int first() {
        return first;
    }

    float[] numbers(int column) {
        return numbers.get(column);
    }

    byte[] cell(int column, int row) {
        return cells.get(column)[row - first];
    }
}
