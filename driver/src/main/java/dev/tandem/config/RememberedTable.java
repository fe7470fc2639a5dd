package dev.tandem.config;

import dev.tandem.data.Sequence;
import dev.tandem.table.NormalizedSequence;
import dev.tandem.table.Normalizer;
import dev.tandem.table.TableColumn;
import dev.tandem.table.TableSchema;
import dev.tandem.table.TableSequence;
import dev.tandem.table.TableTarget;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Encodes tables as a model remembers: the same columns, categories, classes and normalization.
 *
 * @param remembered by the model
 */
public record RememberedTable(Remembered remembered) {

    /**
     * Opens rows with targets.
     *
     * @param parts opens them
     * @throws IllegalArgumentException if the model remembers too little
     */
    public Sequence open(TableSource source, TableParts parts) throws IOException {
        if (source instanceof SparkSource spark) {
            return new UnwrittenTable(spark);
        }
        if (source instanceof CsvSource csv) {
            return prepared(parts.open(source, schema(target(csv.columns(), parts.classes()))));
        }
        if (source instanceof ParquetSource parquet && parquet.pictures().isPresent()) {
            List<TableColumn> pictures = parquet.columns().inputs();
            return parts.open(source, new TableSchema(pictures, target(parquet.columns(), parts.classes())));
        }
        if (source instanceof ParquetSource parquet) {
            return prepared(parts.open(source, schema(target(parquet.columns(), parts.classes()))));
        }
        return prepared(parts.open(source, new TableSchema(List.of(), new TableTarget.None())));
    }

    private TableTarget target(TableColumns columns, OptionalInt classes) {
        if (columns.label().isEmpty()) {
            return new TableTarget.Values(columns.labels());
        }
        List<String> names = remembered.notes().classes();
        return new TableTarget.Label(columns.label().get(), names.isEmpty() ? classes.orElse(0) : names.size(), names);
    }

    /** The columns that the model remembers, with other targets. */
    public TableSchema schema(TableTarget target) {
        try {
            return TableSchema.fromNotes(remembered.notes(), target);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "cannot be encoded for the model in " + remembered.file() + ": " + e.getMessage()
                            + " (Tandem writes down the columns of a table when it trains on one)",
                    e);
        }
    }

    /** Rows with their features normalized, if those of the model were. */
    public Sequence prepared(Sequence rows) {
        Object normalizer = remembered.notes().preparation().get(Normalizer.KEY);
        if (!(normalizer instanceof Map<?, ?> map) || !(rows instanceof TableSequence table)) {
            return rows;
        }
        try {
            return new NormalizedSequence(table, Normalizer.fromNotes(map));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "cannot be normalized as the model in " + remembered.file() + " remembers: " + e.getMessage(), e);
        }
    }
}
