package dev.tandem.config;

import dev.tandem.data.Sequence;
import dev.tandem.data.TrainingData;
import dev.tandem.table.CellReader;
import dev.tandem.table.CsvSequence;
import dev.tandem.table.NpySequence;
import dev.tandem.table.ParquetSequence;
import dev.tandem.table.TableSchema;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Opens tables, not normalized yet.
 *
 * @param section with rows in a batch, and what becomes of pictures
 * @param seed of the job
 * @param classes how many the model has, where that is known
 */
public record TableParts(SourceSection section, long seed, OptionalInt classes) {

    /** Opens a table that is no query, with the columns and targets of a schema; the arrays of NumPy's have no columns. */
    Sequence open(TableSource source, TableSchema schema) throws IOException {
        if (source instanceof CsvSource csv) {
            return CsvSequence.open(csv.path(), csv.format(), schema, section.batchSize());
        }
        if (source instanceof ParquetSource parquet) {
            Optional<CellReader> cells = parquet.pictures().map(new PictureData(section, seed, classes)::cells);
            return ParquetSequence.open(parquet.path(), schema, section.batchSize(), cells);
        }
        return open(source, Optional.empty());
    }

    /** Opens a table; what the training data told of categories and classes holds for validation data, too. */
    public Sequence open(TableSource source, Optional<TrainingData> train) throws IOException {
        int batchSize = section.batchSize();
        if (source instanceof NpySource npy) {
            return npy.archive().isPresent()
                    ? NpySequence.ofArchive(npy.archive().get(), npy.inputs(), npy.targets(), batchSize, classes)
                    : NpySequence.ofFiles(npy.inputs(), npy.targets(), batchSize, classes);
        }
        if (source instanceof CsvSource csv) {
            return open(csv, schema(csv.columns(), train));
        }
        if (source instanceof ParquetSource parquet) {
            return open(parquet, schema(parquet.columns(), train));
        }
        return new UnwrittenTable((SparkSource) source);
    }

    private TableSchema schema(TableColumns columns, Optional<TrainingData> train) {
        Optional<TableSchema> learned = train.flatMap(TableParts::schemaOf);
        return learned.isPresent() ? learned.get() : columns.schema(classes);
    }

    private static Optional<TableSchema> schemaOf(TrainingData data) {
        if (data instanceof CsvSequence csv) {
            return Optional.of(csv.schema());
        }
        return data instanceof ParquetSequence parquet ? Optional.of(parquet.schema()) : Optional.empty();
    }
}
