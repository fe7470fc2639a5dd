package dev.tandem.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables hold what Python 3's {@code format(value, spec)} gives: values in the first row, specs in the first column. */
class NumberSpecTest {

    @Test
    void floats_asPythonWritesThem() throws IOException {
        assertThat(differences("python-floats.txt", (spec, value) -> spec.format(number(value))))
                .isEmpty();
    }

    @Test
    void integers_asPythonWritesThem() throws IOException {
        assertThat(differences("python-integers.txt", (spec, value) -> spec.format(Long.parseLong(value))))
                .isEmpty();
    }

    private static List<String> differences(String table, BiFunction<NumberSpec, String, String> format)
            throws IOException {
        List<String[]> rows = rows(table);
        String[] values = rows.get(0);
        List<String> differences = new ArrayList<>();
        for (String[] row : rows.subList(1, rows.size())) {
            for (int i = 1; i < row.length; i++) {
                String written = format.apply(NumberSpec.parse(row[0]), values[i]);
                if (!written.equals(row[i])) {
                    differences.add(values[i] + " as " + row[0] + ": expected " + row[i] + " but was " + written);
                }
            }
        }
        return differences;
    }

    private static List<String[]> rows(String table) throws IOException {
        try (InputStream in = NumberSpecTest.class.getResourceAsStream(table)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().map(line -> line.split("\\|", -1)).toList();
        }
    }

    private static double number(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    @Test
    void percentThatOverflows_isInfinite() {
        assertThat(NumberSpec.parse(".1%").format(1e307)).isEqualTo("inf%");
    }

    @Test
    void repr_ofPowerOfTwo_readsBack() {
        assertThat(PythonFloat.repr(0x1p-24)).isEqualTo("5.960464477539063e-08");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "2,f", ".f", "#g", "z.2f", "_d", "2.3.4f", "1234f", "s", "02d ", "{w}"})
    void unknownFormat_isRefused(String text) {
        assertThatThrownBy(() -> NumberSpec.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Unknown format \"" + text + "\"")
                .hasMessageContaining("like 02d or .3f");
    }
}
