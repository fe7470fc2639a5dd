package dev.tandem.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Finds the columns of a schema in a Parquet table. */
final class ParquetColumns {

    private final ParquetTable table;
    private final Object file;
    private final TableSchema schema;

    /** Reads the columns that tell categories and classes which the schema leaves open. */
    ParquetColumns(ParquetTable table, TableSchema wanted) throws IOException {
        this.table = table;
        this.file = table.groups().get(0).file();
        TableSchema open = wanted.over(file, table.names());
        Learner learner = new Learner(file, open);
        List<ParquetColumn> unknown = new ArrayList<>();
        for (String name : learner.columns()) {
            if (!isNumbered(open, name)) {
                unknown.add(names(name, List.of()));
            }
        }
        if (!unknown.isEmpty()) {
            for (RowGroup group : table.groups()) {
                new GroupReader(group, unknown).teach(learner);
            }
        }
        this.schema = learner.completed();
    }

    /** Whether a column has class numbers of which there are known to be so many. */
    private boolean isNumbered(TableSchema open, String name) throws IOException {
        return open.target() instanceof TableTarget.Label label
                && label.column().equals(name)
                && label.count() > 0
                && ParquetColumn.leaf(file, table.schema(), name).getPrimitiveTypeName() != PrimitiveTypeName.BINARY;
    }

    /** The schema with all that the data told. */
    TableSchema schema() {
        return schema;
    }

    List<ParquetColumn> inputs() throws IOException {
        List<ParquetColumn> columns = new ArrayList<>();
        for (TableColumn column : schema.inputs()) {
            columns.add(
                    column.kind() == TableColumn.Kind.CATEGORIES
                            ? names(column.name(), column.categories())
                            : numbers(column.name()));
        }
        return columns;
    }

    List<ParquetColumn> targets() throws IOException {
        if (schema.target() instanceof TableTarget.Label label) {
            return List.of(names(label.column(), label.all()));
        }
        List<ParquetColumn> columns = new ArrayList<>();
        for (String name : schema.target().columns()) {
            ParquetColumn column = numbers(name);
            if (column.kind() == ParquetColumn.Kind.CELLS) {
                throw new IOException(file + " has bytes in the column '" + name + "', but labels must be numbers");
            }
            columns.add(column);
        }
        return columns;
    }

    private ParquetColumn numbers(String name) throws IOException {
        PrimitiveType type = ParquetColumn.leaf(file, table.schema(), name);
        return new ParquetColumn(name, ParquetColumn.kind(file, name, type), table.width(name), List.of());
    }

    private ParquetColumn names(String name, List<String> categories) throws IOException {
        PrimitiveType type = ParquetColumn.leaf(file, table.schema(), name);
        if (!ParquetValues.isName(type) || table.width(name) != 1) {
            throw new IOException(file + " has the column '" + name + "' of the type " + type.getPrimitiveTypeName()
                    + ", but categories and classes are texts or whole numbers, one in a row");
        }
        return new ParquetColumn(name, ParquetColumn.Kind.NAMES, 1, categories);
    }
}
