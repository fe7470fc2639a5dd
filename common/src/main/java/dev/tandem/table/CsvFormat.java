package dev.tandem.table;

import java.io.Serializable;

/**
 * How a CSV file is written (RFC 4180, in UTF-8): fields with delimiters, line ends or quotes in them stand in double quotes.
 *
 * @param header whether the first line of each file has the names of the columns
 * @param delimiter between two fields, an ASCII character
 */
public record CsvFormat(boolean header, char delimiter) implements Serializable {

    /** A header, and commas. */
    public static final CsvFormat STANDARD = new CsvFormat(true, ',');

    public CsvFormat {
        if (delimiter >= 0x80
                || delimiter == '"'
                || delimiter == '\n'
                || delimiter == '\r'
                || Character.isLetterOrDigit(delimiter)) {
            throw new IllegalArgumentException("Invalid delimiter: '" + delimiter
                    + "' (must be an ASCII character that is no letter, digit, quote or line end)");
        }
    }
}
