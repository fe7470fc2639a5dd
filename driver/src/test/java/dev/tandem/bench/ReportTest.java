package dev.tandem.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.bench.Entry.Failed;
import dev.tandem.bench.Entry.Row;
import dev.tandem.bench.Entry.Skipped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReportTest {

    private static final List<Entry> ENTRIES = List.of(
            new Row("scaling.mlp.one", 10_234.4, 9_876, 11_000, "samples/s", 3),
            new Skipped("averaging.gloo", "no python3-torch"),
            new Row("scaling.mlp.2", 1.853, 1.7, 1.9, "x", 3),
            new Failed("m.b", "exit 1"));

    @Test
    void row_hasTheMiddleOfAnOddNumberOfValues() {
        assertThat(Row.of("r", List.of(3.0, 1.0, 2.0), "s")).isEqualTo(new Row("r", 2, 1, 3, "s", 3));
    }

    @Test
    void row_hasTheMeanOfTheMiddleTwoOfAnEvenNumber() {
        assertThat(Row.of("r", List.of(9.0, 1.0, 2.0, 4.0), "s")).isEqualTo(new Row("r", 3, 1, 9, "s", 4));
    }

    @Test
    void row_ofNoValuesIsRefused() {
        assertThatThrownBy(() -> Row.of("r", List.of(), "s")).hasMessage("No figures for r");
    }

    @Test
    void table_alignsRowsAndThenSaysWhatIsMissing() {
        assertThat(Report.table(ENTRIES)).isEqualTo("""
                        name             median    min     max  unit       runs
                        scaling.mlp.one  10 234  9 876  11 000  samples/s     3
                        scaling.mlp.2      1.85   1.70    1.90  x             3
                        averaging.gloo skipped: no python3-torch
                        m.b failed: exit 1
                        """);
    }

    @Test
    void json_isAListOfTheRowsAlone(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("bench.json");
        Files.writeString(file, "from before");

        Report.writeJson(ENTRIES, file);

        JsonNode rows = new ObjectMapper().readTree(file.toFile());
        assertThat(rows.toString())
                .isEqualTo(
                        "[{\"name\":\"scaling.mlp.one\",\"median\":10234.4,\"min\":9876.0,\"max\":11000.0,"
                                + "\"unit\":\"samples/s\",\"runs\":3},"
                                + "{\"name\":\"scaling.mlp.2\",\"median\":1.853,\"min\":1.7,\"max\":1.9,\"unit\":\"x\",\"runs\":3}]");
        assertThat(directory).isDirectoryContaining(path -> path.equals(file));
        assertThat(Files.list(directory)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.12345, 0.123", "1.234, 1.23", "12.345, 12.3", "123.45, 123", "12345.6, 12 346", "-1.5, -1.50"
    })
    void numbers_haveThreeDigitsAtLeast(double value, String text) {
        assertThat(Numbers.text(value)).isEqualTo(text);
    }
}
