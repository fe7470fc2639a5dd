package dev.tandem.config;

import dev.tandem.table.Normalization;
import java.util.Optional;

/**
 * {@code parquet:} Parquet files.
 *
 * @param path of a file or folder
 * @param columns which are wanted
 * @param normalize how features are brought to a common size
 */
public record ParquetSource(String path, TableColumns columns, Optional<Normalization> normalize)
        implements TableSource {

    static ParquetSource read(Section parquet, Optional<TableColumns> train, Optional<Normalization> normalize) {
        return new ParquetSource(
                parquet.required("path", Type.text(), "table"), TableColumns.read(parquet, "inputs", train), normalize);
    }

    @Override
    public String key() {
        return "parquet";
    }
}
