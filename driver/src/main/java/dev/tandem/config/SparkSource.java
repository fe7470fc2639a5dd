package dev.tandem.config;

import dev.tandem.table.Normalization;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code spark:} whatever Spark reads, written to the run directory once.
 *
 * @param query SQL, or the path of a file or folder whose format its ending tells
 * @param tables paths by the names that the SQL has for them
 * @param columns which are wanted of the result
 * @param pictures what the input is, where it is a column of pictures
 * @param normalize how features are brought to a common size
 */
public record SparkSource(
        String query,
        Map<String, String> tables,
        TableColumns columns,
        Optional<PictureColumn> pictures,
        Optional<Normalization> normalize)
        implements TableSource {

    static SparkSource read(Section spark, SourceSection.Source train, Optional<Normalization> normalize) {
        String query = spark.required("query", Type.text(), "SELECT 1 AS x");
        Map<String, String> tables = spark.value("tables", Type.texts(), new LinkedHashMap<>());
        Optional<PictureColumn> pictures = PictureColumn.read(spark, TableSource.pictures(train));
        TableColumns columns = TableColumns.read(spark, "inputs", pictures, TableSource.columns(train));
        return new SparkSource(query, tables, columns, pictures, normalize);
    }

    /** The Parquet files that were made of it. */
    public ParquetSource written(String folder) {
        return new ParquetSource(folder, columns, pictures, normalize);
    }

    @Override
    public String key() {
        return "spark";
    }
}
