package dev.tandem.table;

import dev.tandem.data.DataNotes;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Which columns a model gets and which it has to learn. One that was completed on the training data says all that validation data must
 * have alike.
 *
 * @param inputs in the order of the features; empty for all columns that the target does not use, as numbers
 * @param target what is to be learned
 */
public record TableSchema(List<TableColumn> inputs, TableTarget target) implements Serializable {

    private static final String COLUMNS = "columns";
    private static final String CATEGORIES = "categories";

    public TableSchema {
        inputs = List.copyOf(inputs);
        List<String> names = inputs.stream().map(TableColumn::name).toList();
        if (new LinkedHashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("A column is named twice: " + names);
        }
    }

    /** This one with all inputs named. */
    TableSchema over(Object file, List<String> available) throws IOException {
        List<TableColumn> all = inputs;
        if (inputs.isEmpty()) {
            all = available.stream()
                    .filter(name -> !target.columns().contains(name))
                    .map(TableColumn::numbers)
                    .toList();
        }
        List<String> wanted =
                new ArrayList<>(all.stream().map(TableColumn::name).toList());
        wanted.addAll(target.columns());
        for (String name : wanted) {
            if (!available.contains(name)) {
                throw new IOException(file + " has no column '" + name + "': it has " + available);
            }
        }
        if (all.isEmpty()) {
            throw new IOException(file + " has no columns beside " + target.columns() + ": a model needs inputs");
        }
        return new TableSchema(all, target);
    }

    /** What a model must know to encode other rows alike: the classes, the columns in their order, and the categories by column. */
    DataNotes notes() {
        Map<String, Object> categories = new LinkedHashMap<>();
        for (TableColumn column : inputs) {
            if (column.kind() == TableColumn.Kind.CATEGORIES) {
                categories.put(column.name(), column.categories());
            }
        }
        Map<String, Object> preparation = new LinkedHashMap<>();
        preparation.put(COLUMNS, inputs.stream().map(TableColumn::name).toList());
        if (!categories.isEmpty()) {
            preparation.put(CATEGORIES, categories);
        }
        return new DataNotes(target instanceof TableTarget.Label label ? label.all() : List.of(), preparation);
    }

    /**
     * The inputs that a model remembers.
     *
     * @param target of the rows that are to be encoded like them
     * @throws IllegalArgumentException if the notes are not those of a table
     */
    public static TableSchema fromNotes(DataNotes notes, TableTarget target) {
        if (!(notes.preparation().get(COLUMNS) instanceof List<?> names)
                || !(notes.preparation().getOrDefault(CATEGORIES, Map.of()) instanceof Map<?, ?> categories)) {
            throw new IllegalArgumentException("no columns are remembered, but "
                    + (notes.preparation().isEmpty()
                            ? "nothing"
                            : notes.preparation().keySet()));
        }
        List<TableColumn> inputs = new ArrayList<>();
        for (Object name : names) {
            inputs.add(
                    categories.get(name) instanceof List<?> list
                            ? TableColumn.categories(
                                    name.toString(),
                                    list.stream().map(String::valueOf).toList())
                            : TableColumn.numbers(name.toString()));
        }
        return new TableSchema(inputs, target);
    }
}
