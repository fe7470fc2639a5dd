package dev.tandem.config;

import dev.tandem.table.Normalization;
import java.util.Optional;

/**
 * {@code parquet:} Parquet files.
 *
 * @param path of a file or folder
 * @param columns which are wanted
 * @param pictures what the input is, where it is a column of pictures
 * @param normalize how features are brought to a common size
 */
public record ParquetSource(
        String path, TableColumns columns, Optional<PictureColumn> pictures, Optional<Normalization> normalize)
        implements TableSource {

    static ParquetSource read(Section parquet, SourceSection.Source train, Optional<Normalization> normalize) {
        Optional<PictureColumn> pictures = PictureColumn.read(parquet, TableSource.pictures(train));
        return new ParquetSource(
                parquet.required("path", Type.text(), "table"),
                TableColumns.read(parquet, "inputs", pictures, TableSource.columns(train)),
                pictures,
                normalize);
    }

    @Override
    public String key() {
        return "parquet";
    }
}
