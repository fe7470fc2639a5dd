package dev.tandem.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.metric.Logs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormatsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.0000",
        "1, 1.0000",
        "-1.5, -1.5000",
        "0.00101, 0.0010",
        "0.001, 1.0000e-03",
        "0.0000123456, 1.2346e-05",
        "-0.0000123456, -1.2346e-05",
        "1234567.89, 1234567.8900",
        "NaN, nan",
        "Infinity, inf",
        "-Infinity, -inf"
    })
    void number_isWrittenAsKerasDoes(double value, String expected) {
        assertThat(Formats.number(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0s", "59, 59s", "60, 60s", "61, 1:01", "3600, 60:00", "3601, 1:00:01", "90061, 25:01:01"})
    void duration_isWrittenAsKerasDoes(long seconds, String expected) {
        assertThat(Formats.duration(seconds)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2.4, 2s/step", "1, 1s/step", "0.0124, 12ms/step", "0.001, 1ms/step", "0.000024, 24us/step"})
    void secondsPerStep_isWrittenAsKerasDoes(double seconds, String expected) {
        assertThat(Formats.secondsPerStep(seconds)).isEqualTo(expected);
    }

    @Test
    void values_keepTheirOrder() {
        assertThat(Formats.values(new Logs().put("loss", 2).put("accuracy", 0.5).put("val_loss", 3)))
                .isEqualTo(" - loss: 2.0000 - accuracy: 0.5000 - val_loss: 3.0000");
    }
}
