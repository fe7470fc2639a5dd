package dev.tandem.config;

import dev.tandem.table.TableColumn;
import dev.tandem.table.TableSchema;
import dev.tandem.table.TableTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Which columns of a table are wanted.
 *
 * @param inputs all that are no labels, if empty
 * @param label a column of classes
 * @param labels columns of numbers, where there is no label
 */
public record TableColumns(List<TableColumn> inputs, Optional<String> label, List<String> labels) {

    private static final Type<TableColumn> COLUMN = TableColumns::column;

    /**
     * Reads {@code label} or {@code labels}, and the inputs under a key where they are no pictures; validation data has those of the
     * training data.
     */
    static TableColumns read(
            Section table, String key, Optional<PictureColumn> pictures, Optional<TableColumns> train) {
        boolean silent = Stream.of("label", "labels", "image", key).noneMatch(table::has);
        if (train.isPresent() && silent) {
            return train.get();
        }
        List<TableColumn> inputs = table.list(key, COLUMN, List.of());
        if (pictures.isPresent()) {
            if (!inputs.isEmpty()) {
                table.problem(key, "stands beside image: pictures are the only input");
            }
            inputs = List.of(TableColumn.numbers(pictures.get().column()));
        }
        TableColumns columns = labelled(table, inputs);
        if (train.isPresent() && !train.get().equals(columns)) {
            table.problem(key, "and labels are those of data.train: leave them out here");
        }
        return columns;
    }

    private static TableColumns labelled(Section table, List<TableColumn> columns) {
        boolean label = table.alternative(List.of("label", "labels")).equals("label");
        return label
                ? new TableColumns(columns, Optional.of(table.required("label", Type.text(), "label")), List.of())
                : new TableColumns(columns, Optional.empty(), table.list("labels", Type.text(), List.of()));
    }

    /** With the number of classes, where that is known. */
    public TableSchema schema(OptionalInt classes) {
        TableTarget target = label.isPresent()
                ? new TableTarget.Label(label.get(), classes.orElse(0), List.of())
                : new TableTarget.Values(labels);
        return new TableSchema(inputs, target);
    }

    /** A name, or {name: categories}, or {name: [red, green]}. */
    private static TableColumn column(String path, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return TableColumn.numbers(Type.text().read(path, value));
        }
        if (map.size() == 1) {
            Map.Entry<?, ?> only = map.entrySet().iterator().next();
            if (only.getValue() instanceof List<?> list && !list.isEmpty()) {
                return TableColumn.categories(
                        only.getKey().toString(),
                        list.stream().map(String::valueOf).toList());
            }
            if ("categories".equals(only.getValue())) {
                return TableColumn.categories(only.getKey().toString(), List.of());
            }
        }
        throw new IllegalArgumentException(
                "must be a column's name, or {name: categories}, or {name: [red, green]}," + " but is '" + value + "'");
    }
}
