package dev.tandem.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects the categories and classes that a schema leaves open, and completes it. */
final class Learner {

    private static final int MOST_CATEGORIES = 10_000;
    private static final String CLASS_NUMBER = "0|[1-9]\\d{0,4}";

    private final Object file;
    private final TableSchema schema;
    private final Map<String, TreeSet<String>> seen = new TreeMap<>();

    /** Of a schema whose inputs are all named; {@code file} is named in errors. */
    Learner(Object file, TableSchema schema) {
        this.file = file;
        this.schema = schema;
        for (TableColumn column : schema.inputs()) {
            if (column.isOpen()) {
                seen.put(column.name(), new TreeSet<>());
            }
        }
        if (schema.target() instanceof TableTarget.Label label && label.names().isEmpty()) {
            seen.put(label.column(), new TreeSet<>());
        }
    }

    /** The columns whose values are wanted. */
    List<String> columns() {
        return List.copyOf(seen.keySet());
    }

    void add(String column, String value) throws IOException {
        TreeSet<String> values = seen.get(column);
        if (values != null && values.add(value) && values.size() > MOST_CATEGORIES) {
            throw new IOException(file + " has more than " + MOST_CATEGORIES + " different values in column '" + column
                    + "': too many to be categories or classes; are these numbers?");
        }
    }

    /** The schema with all categories and classes. */
    TableSchema completed() throws IOException {
        List<TableColumn> inputs = new ArrayList<>();
        for (TableColumn column : schema.inputs()) {
            inputs.add(
                    column.isOpen()
                            ? TableColumn.categories(
                                    column.name(), List.copyOf(seen.getOrDefault(column.name(), new TreeSet<>())))
                            : column);
        }
        return new TableSchema(inputs, target());
    }

    private TableTarget target() throws IOException {
        if (!(schema.target() instanceof TableTarget.Label label)) {
            return schema.target();
        }
        if (!label.names().isEmpty()) {
            return new TableTarget.Label(label.column(), label.names().size(), label.names());
        }
        TreeSet<String> values = seen.getOrDefault(label.column(), new TreeSet<>());
        if (values.stream().allMatch(value -> value.matches(CLASS_NUMBER))) {
            return numbered(label, values);
        }
        if (label.count() > 0 && label.count() != values.size()) {
            throw new IOException(file + " has " + values.size() + " classes in column '" + label.column() + "' "
                    + values.stream().limit(20).toList() + ", but classes is " + label.count());
        }
        return new TableTarget.Label(label.column(), values.size(), List.copyOf(values));
    }

    private TableTarget numbered(TableTarget.Label label, Set<String> values) throws IOException {
        int highest = values.stream().mapToInt(Integer::parseInt).max().orElse(0);
        if (label.count() > 0 && highest >= label.count()) {
            throw new IOException(file + " has the class " + highest + " in column '" + label.column()
                    + "': with classes " + label.count() + " they go from 0 to " + (label.count() - 1));
        }
        return new TableTarget.Label(label.column(), label.count() > 0 ? label.count() : highest + 1, List.of());
    }
}
