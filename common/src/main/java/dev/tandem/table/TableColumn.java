package dev.tandem.table;

import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A column of the inputs.
 *
 * @param name in the header; its number, from 0, where there is none
 * @param kind what its values are
 * @param categories of a column of categories, in the order of the features that they become; empty if the data will tell
 */
public record TableColumn(String name, Kind kind, List<String> categories) implements Serializable {

    /** What a column holds. */
    public enum Kind {
        /** Numbers, each a feature. */
        NUMBERS,
        /** Names or numbers of categories, each a feature of its own: 1 for the row's category, else 0. */
        CATEGORIES
    }

    public TableColumn {
        categories = List.copyOf(categories);
        if (new LinkedHashSet<>(categories).size() < categories.size()) {
            throw new IllegalArgumentException("Column '" + name + "' has a category twice: " + categories);
        }
    }

    public static TableColumn numbers(String name) {
        return new TableColumn(name, Kind.NUMBERS, List.of());
    }

    /** A column of categories; without any, those that the data has are taken, in alphabetical order. */
    public static TableColumn categories(String name, List<String> categories) {
        return new TableColumn(name, Kind.CATEGORIES, categories);
    }

    /** Whether the data must tell the categories. */
    boolean isOpen() {
        return kind == Kind.CATEGORIES && categories.isEmpty();
    }
}
