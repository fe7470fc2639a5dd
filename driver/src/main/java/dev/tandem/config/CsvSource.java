package dev.tandem.config;

import dev.tandem.table.CsvFormat;
import dev.tandem.table.Normalization;
import java.util.Optional;

/**
 * {@code csv:} CSV files.
 *
 * @param path of a file or folder
 * @param format how they are written
 * @param columns which are wanted
 * @param normalize how features are brought to a common size
 */
public record CsvSource(String path, CsvFormat format, TableColumns columns, Optional<Normalization> normalize)
        implements TableSource {

    private static final Type<Character> DELIMITER = (path, value) -> {
        String text = value.toString();
        if (text.length() != 1) {
            throw new IllegalArgumentException("must be one character, but is '" + text + "'");
        }
        return new CsvFormat(true, text.charAt(0)).delimiter();
    };

    static CsvSource read(Section csv, SourceSection.Source train, Optional<Normalization> normalize) {
        String path = csv.required("path", Type.text(), "table");
        boolean header = csv.value("header", Type.flag(), true);
        char delimiter = csv.value("delimiter", DELIMITER, ",");
        return new CsvSource(
                path,
                new CsvFormat(header, delimiter),
                TableColumns.read(csv, "columns", Optional.empty(), TableSource.columns(train)),
                normalize);
    }

    @Override
    public String key() {
        return "csv";
    }
}
