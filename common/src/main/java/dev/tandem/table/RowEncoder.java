package dev.tandem.table;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes features and targets of the fields of a row. */
final class RowEncoder implements Serializable {

    private static final long serialVersionUID = 1;

    private final List<Cell> inputs = new ArrayList<>();
    private final List<Cell> targets = new ArrayList<>();

    /**
     * One field.
     *
     * @param column its place in a row
     * @param at where its values go
     * @param categories their numbers; null for a number
     */
    private record Cell(
            int column, String name, int at, @Nullable HashMap<String, Integer> categories) implements Serializable {

        int width() {
            return categories == null ? 1 : categories.size();
        }
    }

    /** Of a complete schema over columns by their order in the file. */
    RowEncoder(TableSchema schema, List<String> header) {
        for (TableColumn column : schema.inputs()) {
            boolean numbers = column.kind() == TableColumn.Kind.NUMBERS;
            add(inputs, header, column.name(), numbers ? null : column.categories());
        }
        if (schema.target() instanceof TableTarget.Label label) {
            add(targets, header, label.column(), label.all());
        } else {
            schema.target().columns().forEach(name -> add(targets, header, name, null));
        }
    }

    private static void add(List<Cell> cells, List<String> header, String name, @Nullable List<String> categories) {
        HashMap<String, Integer> numbers = null;
        if (categories != null) {
            numbers = new HashMap<>();
            for (String category : categories) {
                numbers.put(category, numbers.size());
            }
        }
        cells.add(new Cell(header.indexOf(name), name, width(cells), numbers));
    }

    private static int width(List<Cell> cells) {
        return cells.isEmpty()
                ? 0
                : cells.get(cells.size() - 1).at() + cells.get(cells.size() - 1).width();
    }

    /** Values of a row's input. */
    int features() {
        return width(inputs);
    }

    /** Values of a row's target. */
    int targetWidth() {
        return width(targets);
    }

    /** Which features are numbers. */
    BitSet numbers() {
        BitSet numbers = new BitSet();
        inputs.stream().filter(cell -> cell.categories() == null).forEach(cell -> numbers.set(cell.at()));
        return numbers;
    }

    void input(CsvRows rows, @Nullable String[] row, float[] into, int from) throws IOException {
        encode(inputs, rows, row, into, from);
    }

    void target(CsvRows rows, @Nullable String[] row, float[] into, int from) throws IOException {
        encode(targets, rows, row, into, from);
    }

    private static void encode(List<Cell> cells, CsvRows rows, @Nullable String[] row, float[] into, int from)
            throws IOException {
        for (Cell cell : cells) {
            String field = row[cell.column()];
            if (field == null) {
                throw wrong(cell, rows, "has nothing in it: fill it, or leave the row out");
            }
            Map<String, Integer> categories = cell.categories();
            if (categories == null) {
                into[from + cell.at()] = number(cell, rows, field);
            } else {
                Integer category = categories.get(CsvRows.text(field));
                if (category == null) {
                    throw wrong(
                            cell,
                            rows,
                            "is '" + CsvRows.text(field) + "', which is none of "
                                    + categories.keySet().stream()
                                            .sorted()
                                            .limit(20)
                                            .toList());
                }
                into[from + cell.at() + category] = 1;
            }
        }
    }

    private static float number(Cell cell, CsvRows rows, String field) throws IOException {
        char last = field.charAt(field.length() - 1);
        if ((last >= '0' && last <= '9') || last == '.') {
            try {
                float value = Float.parseFloat(field);
                if (Float.isFinite(value)) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw wrong(cell, rows, noNumber(field));
            }
        }
        throw wrong(cell, rows, noNumber(field));
    }

    private static String noNumber(String field) {
        return "is '" + CsvRows.text(field) + "', but a finite number is needed";
    }

    private static IOException wrong(Cell cell, CsvRows rows, String what) {
        return new IOException(rows.at(cell.column()) + ": '" + cell.name() + "' " + what);
    }
}
