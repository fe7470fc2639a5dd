package dev.tandem.table;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import com.univocity.parsers.csv.UnescapedQuoteHandling;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The records of a stretch of CSV, with the byte and the line at which each begins.
 *
 * <p>Bytes are parsed as Latin-1, so that a character is a byte and offsets are true; {@link #text} makes UTF-8 of a field. That is sound
 * as all that means anything to the parser is ASCII, and no byte of a longer UTF-8 character is.
 */
final class CsvRows {

    private static final int MOST_COLUMNS = 1 << 14;
    private static final int MOST_BYTES_OF_FIELD = 1 << 16;

    private final Object file;
    private final long firstByte;
    private final long firstLine;
    private final CsvParser parser;
    private long line;

    /**
     * @param file named in errors
     * @param in the stretch, which begins with a record
     * @param firstByte where in the file it begins
     * @param firstLine its number, from 1
     */
    CsvRows(Object file, InputStream in, CsvFormat format, long firstByte, long firstLine) {
        this.file = file;
        this.firstByte = firstByte;
        this.firstLine = firstLine;
        this.line = firstLine;
        this.parser = new CsvParser(settings(format));
        parser.beginParsing(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
    }

    private static CsvParserSettings settings(CsvFormat format) {
        CsvParserSettings settings = new CsvParserSettings();
        settings.getFormat().setDelimiter(format.delimiter());
        settings.getFormat().setLineSeparator("\n");
        settings.getFormat().setComment('\0');
        settings.setUnescapedQuoteHandling(UnescapedQuoteHandling.RAISE_ERROR);
        settings.setSkipEmptyLines(false);
        settings.setReadInputOnSeparateThread(false);
        settings.setMaxColumns(MOST_COLUMNS);
        settings.setMaxCharsPerColumn(MOST_BYTES_OF_FIELD);
        settings.setErrorContentLength(0);
        return settings;
    }

    /** The next record, null for fields with nothing in them; null after the last one. Lines with nothing in them are left out. */
    @Nullable
    String @Nullable [] next() throws IOException {
        try {
            while (true) {
                line = firstLine + parser.getContext().currentLine();
                String[] row = parser.parseNext();
                if (row == null || row.length > 1 || (row.length == 1 && row[0] != null)) {
                    return row;
                }
            }
        } catch (TextParsingException e) {
            throw new IOException(at(e.getColumnIndex()) + ": " + cause(e), e);
        }
    }

    /** Line at which the last record begins, from 1. */
    long line() {
        return line;
    }

    /** Line at which the next record begins, or an empty line before it. */
    long nextLine() {
        return firstLine + parser.getContext().currentLine();
    }

    /** Byte of the file at which the next record begins, or an empty line before it. */
    long nextByte() {
        return firstByte + parser.getContext().currentChar();
    }

    /** Where a field of the last record is, for messages; columns count from 0. */
    String at(int column) {
        return file + ", line " + line + ", column " + (column + 1);
    }

    /** What a field means: the parser took its bytes for characters. */
    static String text(String field) {
        for (int i = 0; i < field.length(); i++) {
            if (field.charAt(i) >= 0x80) {
                return new String(field.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            }
        }
        return field;
    }

    private static String cause(TextParsingException e) {
        if (e.getCause() instanceof ArrayIndexOutOfBoundsException) {
            return "more than " + MOST_COLUMNS + " columns, or a field of more than " + MOST_BYTES_OF_FIELD
                    + " bytes (is a closing quote missing, or the delimiter another?)";
        }
        return "a quote within a quoted field must be written twice";
    }
}
