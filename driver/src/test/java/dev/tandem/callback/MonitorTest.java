package dev.tandem.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.metric.Logs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitorTest {

    @ParameterizedTest
    @CsvSource({
        "MIN, 0, 0.4, 0.5, true",
        "MIN, 0, 0.5, 0.5, false",
        "MIN, 0, 0.6, 0.5, false",
        "MIN, 0.1, 0.375, 0.5, true",
        "MIN, -0.1, 0.375, 0.5, true",
        "MIN, -0.25, 0.375, 0.5, false",
        "MIN, 0.125, 0.375, 0.5, false",
        "MAX, 0, 0.6, 0.5, true",
        "MAX, 0, 0.5, 0.5, false",
        "MAX, 0, 0.4, 0.5, false",
        "MAX, 0.125, 0.625, 0.5, false",
        "MAX, 0.1, 0.625, 0.5, true",
        "MIN, 0, 0.5, NaN, true",
        "MIN, 0, Infinity, NaN, true",
        "MIN, 0, NaN, NaN, false",
        "MAX, 0, NaN, 0.5, false",
        "MAX, 0, Infinity, 0.5, true",
        "MIN, 0, -Infinity, -Infinity, false"
    })
    void improves_strictlyAndByMoreThanMinDelta(
            Mode mode, double minDelta, double current, double best, boolean expected) {
        assertThat(new Monitor("loss", mode, minDelta).improves(current, best)).isEqualTo(expected);
    }

    @Test
    void improves_comparesInFloat32() {
        Monitor monitor = new Monitor("loss", Mode.MIN, 0.05);
        assertThat(2.4808 + 0.05 < 2.5308).isTrue();
        assertThat(monitor.improves(2.4808, 2.5308)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"loss, MIN", "val_loss, MIN", "accuracy, MAX", "val_accuracy, MAX"})
    void auto_knowsTheDirection(String metric, Mode mode) {
        assertThat(new Monitor(metric, Mode.AUTO, 0).resolve(Metrics.TRAINING).mode())
                .isEqualTo(mode);
    }

    @Test
    void explicitMode_isKept() {
        assertThat(new Monitor("loss", Mode.MAX, 0).resolve(Metrics.TRAINING).mode())
                .isEqualTo(Mode.MAX);
    }

    @Test
    void auto_withoutDirection_isRefused() {
        assertThatThrownBy(() -> new Monitor("val_strange", Mode.AUTO, 0).resolve(Metrics.WITH_VALIDATION))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "Invalid mode: auto: nobody knows which way val_strange gets better; set mode to min or max.");
    }

    @Test
    void unresolved_cannotCompare() {
        assertThatThrownBy(() -> Monitor.VAL_LOSS.improves(1, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("monitor val_loss: check() must come before training");
    }

    @Test
    void misspeltMetric_isRefusedWithTheNearest() {
        assertThatThrownBy(() -> new Monitor("val_acuracy", Mode.AUTO, 0).requireIn(Metrics.WITH_VALIDATION))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid monitor: val_acuracy will not be in the logs. Did you mean val_accuracy? "
                        + "Available: loss, accuracy, strange, val_loss, val_accuracy, val_strange");
    }

    @Test
    void validationMetricWithoutValidation_isRefused() {
        assertThatThrownBy(() -> Monitor.VAL_LOSS.requireIn(Metrics.TRAINING))
                .hasMessage("Invalid monitor: val_loss will not be in the logs. It needs validation data. "
                        + "Available: loss, accuracy, strange");
    }

    @Test
    void infiniteMinDelta_isRefused() {
        assertThatThrownBy(() -> Monitor.VAL_LOSS.withMinDelta(Double.NaN))
                .hasMessageContaining("Invalid min_delta: NaN");
    }

    @Test
    void absence_namesWhatThereIs() {
        assertThat(Monitor.VAL_LOSS.absence("EarlyStopping", new Logs().put("loss", 1)))
                .isEqualTo("EarlyStopping needs val_loss, which this epoch does not have; available: loss");
    }
}
