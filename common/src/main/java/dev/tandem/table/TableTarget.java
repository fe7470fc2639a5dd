package dev.tandem.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What is to be learned of a row. */
public sealed interface TableTarget extends Serializable {

    /** Columns that are no inputs. */
    List<String> columns();

    /**
     * A class: one-hot targets.
     *
     * @param column with the class's number, from 0, or its name
     * @param count how many classes; 0 if the data will tell
     * @param names of the classes in the order of their numbers; empty if the column has numbers, or if the data will tell
     */
    record Label(String column, int count, List<String> names) implements TableTarget {

        public Label {
            names = List.copyOf(names);
            if (count < 0 || (!names.isEmpty() && count > 0 && names.size() != count)) {
                throw new IllegalArgumentException("The label '" + column + "' has " + names.size() + " class names "
                        + names + ", but classes is " + count);
            }
        }

        /** The names of all classes; their numbers where they have none. */
        List<String> all() {
            List<String> all = new ArrayList<>(names);
            for (int i = all.size(); i < count; i++) {
                all.add(Integer.toString(i));
            }
            return all;
        }

        @Override
        public List<String> columns() {
            return List.of(column);
        }
    }

    /**
     * Numbers: targets as they are.
     *
     * @param columns in the order of the targets, at least one
     */
    record Values(List<String> columns) implements TableTarget {

        public Values {
            columns = List.copyOf(columns);
            if (columns.isEmpty()) {
                throw new IllegalArgumentException("labels names no column: at least one is needed");
            }
        }
    }

    /** Nothing: rows to predict for. */
    record None() implements TableTarget {

        @Override
        public List<String> columns() {
            return List.of();
        }
    }
}
