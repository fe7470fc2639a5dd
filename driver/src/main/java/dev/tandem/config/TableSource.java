package dev.tandem.config;

import dev.tandem.table.Normalization;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Rows of numbers: the sources that may be normalized. */
public sealed interface TableSource extends SourceSection.Source
        permits CsvSource, NpySource, ParquetSource, SparkSource {

    /** Under which these sources stand in a job file. */
    List<String> KEYS = List.of("csv", "npy", "parquet", "spark");

    /** Under which this one stands. */
    String key();

    /** How features are brought to a common size, if at all. */
    Optional<Normalization> normalize();

    /** What the input is, where it is a column of pictures. */
    default Optional<PictureColumn> pictures() {
        return Optional.empty();
    }

    /**
     * Reads the source under one of {@link #KEYS}, and {@code normalize} beside it. Validation data has the columns and the normalization
     * of the training data; for training data {@code train} is something else than a table.
     */
    static TableSource read(Section section, String key, SourceSection.Source train) {
        Optional<Normalization> normalize = section.optional("normalize", Type.oneOf(List.of("standard", "min_max")))
                .map(mode -> Normalization.valueOf(mode.toUpperCase(Locale.ROOT)));
        if (train instanceof TableSource && normalize.isPresent()) {
            section.problem("normalize", "is for data.train: what is fitted there is applied here, too");
        }
        Section table = section.section(key);
        TableSource source = switch (key) {
            case "csv" -> CsvSource.read(table, train, normalize);
            case "npy" -> NpySource.read(table, normalize);
            case "parquet" -> ParquetSource.read(table, train, normalize);
            default -> SparkSource.read(table, train, normalize);
        };
        source.check(section);
        return source;
    }

    /** Refuses what is for pictures beside numbers, and the other way round. */
    private void check(Section section) {
        if (pictures().isPresent()) {
            if (section.has("normalize")) {
                section.problem("normalize", "is for numbers: give scale or preprocess for pictures");
            }
            return;
        }
        for (String key : List.of("scale", "preprocess", "augment")) {
            if (section.has(key)) {
                section.problem(key, "is for pixels: give normalize: standard or min_max for " + key());
            }
        }
    }

    /** The pictures of training data that has a column of them. */
    static Optional<PictureColumn> pictures(SourceSection.Source train) {
        return train instanceof TableSource table ? table.pictures() : Optional.empty();
    }

    /** The columns of training data that is a table. */
    static Optional<TableColumns> columns(SourceSection.Source train) {
        if (train instanceof CsvSource csv) {
            return Optional.of(csv.columns());
        }
        if (train instanceof ParquetSource parquet) {
            return Optional.of(parquet.columns());
        }
        return train instanceof SparkSource spark ? Optional.of(spark.columns()) : Optional.empty();
    }
}
