package dev.tandem.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.metric.Logs;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReporterTest {

    private static final long SECOND = 1_000_000_000L;
    private static final String CLEAR = "\r\u001b[K";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private long now = 7 * SECOND;

    @Test
    void bar_showsAnEpochFromBeginToEnd() {
        Reporter bar = bar(200);

        bar.epochBegin(0, 5, 100);
        now += 2 * SECOND;
        bar.progress(25, 1_600, 800);
        now += 6 * SECOND;
        bar.progress(100, 6_400, 1_600);
        now += SECOND;
        bar.epochEnd(new Logs().put("loss", 0.25).put("val_accuracy", 0.9).put("val_loss", 0.00012), 0);

        assertThat(frames())
                .containsExactly(
                        "Epoch 1/5\n",
                        "  0/100 [....................] - 0s",
                        " 25/100 [====>...............] - ETA: 6s - 80ms/step - 800 samples/s - loss: 0.5000",
                        "100/100 [====================] - ETA: 0s - 80ms/step - 800 samples/s - loss: 0.2500",
                        "100/100 [====================] - 9s - 90ms/step - 711 samples/s"
                                + " - loss: 0.2500 - val_accuracy: 0.9000 - val_loss: 1.2000e-04\n");
    }

    @Test
    void bar_paintsAtMostTwentyTimesASecond() {
        Reporter bar = bar(200);

        bar.epochBegin(0, 1, 10);
        now += SECOND / 20 - 1;
        bar.progress(1, 1, 1);
        now += 1;
        bar.progress(2, 2, 2);
        now += SECOND / 20 - 1;
        bar.progress(3, 3, 3);

        assertThat(frames()).hasSize(3).last().asString().startsWith(" 2/10 ");
    }

    @Test
    void bar_printsALineAboveItself() {
        Reporter bar = bar(200);

        bar.epochBegin(1, 3, 10);
        bar.line("Epoch 2: saving model to m.zip");

        assertThat(frames())
                .containsExactly(
                        "Epoch 2/3\n",
                        " 0/10 [....................] - 0s",
                        "Epoch 2: saving model to m.zip\n 0/10 [....................] - 0s");
    }

    @Test
    void bar_printsALineBetweenEpochsAsItIs() {
        Reporter bar = bar(200);

        bar.line("before");
        bar.epochBegin(0, 1, 1);
        bar.epochEnd(new Logs(), 0);
        bytes.reset();
        bar.line("after");
        bar.progress(1, 1, 1);

        assertThat(text()).isEqualTo("after\n");
    }

    @Test
    void bar_goesBackWithProgressAndNeverPastTheEnd() {
        Reporter bar = bar(200);

        bar.epochBegin(0, 1, 10);
        now += SECOND;
        bar.progress(12, 12, 12);
        now += SECOND;
        bar.progress(5, 5, 5);

        assertThat(frames().get(2)).startsWith("10/10 [====================]");
        assertThat(frames().get(3)).startsWith(" 5/10 [=========>..........]");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 40, 60, 80, 82, 83, 84, 85, 200})
    void bar_neverReachesTheLastColumn(int columns) {
        Reporter bar = bar(columns);

        bar.epochBegin(0, 5, 100);
        now += 2 * SECOND;
        bar.progress(25, 1_600, 800);

        assertThat(frames()).last().asString().hasSizeLessThan(columns + 1 - Math.min(1, columns - 1));
    }

    @Test
    void bar_losesItsCellsBeforeItsNumbers() {
        Reporter bar = bar(70);

        bar.epochBegin(0, 5, 100);
        now += 2 * SECOND;
        bar.progress(25, 1_600, 800);

        assertThat(frames()).last().isEqualTo(" 25/100 - ETA: 6s - 80ms/step - 800 samples/s - loss: 0.5000");
    }

    @Test
    void bar_growsByOneCellPerTwentieth() {
        for (int done = 0; done <= 200; done++) {
            String cells = EpochProgress.begin(0, 1, 200, 0).at(done, done, 0).bar(20);

            assertThat(cells).as("%d of 200", done).hasSize(22).matches("\\[=*>?\\.*]");
            assertThat(cells.replaceAll("[^=>]", ""))
                    .as("%d of 200", done)
                    .hasSize(done == 0 ? 0 : Math.max(1, done / 10));
        }
    }

    @Test
    void lines_areOnePerEpoch() {
        Reporter lines = new LineReporter(out, () -> now);

        lines.epochBegin(0, 2, 100);
        now += 4 * SECOND;
        lines.progress(100, 6_400, 1_600);
        lines.line("Epoch 1: saving");
        lines.epochEnd(new Logs().put("loss", 0.25).put("val_loss", 0.5), 0);
        lines.epochBegin(1, 2, 100);
        now += 70 * SECOND;
        lines.epochEnd(new Logs().put("loss", Double.NaN), 2);

        assertThat(text())
                .isEqualTo("Epoch 1: saving\n"
                        + "Epoch 1/2 - 100/100 - 4s - 40ms/step - 1600 samples/s - loss: 0.2500 - val_loss: 0.5000\n"
                        + "Epoch 2/2 -   0/100 - 1:10 - loss: nan - skipped 2 bad batches\n");
    }

    @Test
    void errors_comeAsWholeLinesAboveTheBar() {
        Reporter bar = bar(200);
        PrintStream errors = Reporters.errorsBeside(bar, out);

        errors.println("before");
        bar.epochBegin(0, 1, 10);
        errors.print("a warning ");
        errors.println("in two parts");
        bar.epochEnd(new Logs(), 0);
        errors.print("after");
        errors.close();

        String painted = " 0/10 [....................] - 0s";
        assertThat(text())
                .isEqualTo("before\nEpoch 1/1\n" + CLEAR + painted + CLEAR + "a warning in two parts\n" + painted
                        + CLEAR + painted + "\nafter");
    }

    @Test
    void errors_besideOtherReporters_areLeftAlone() {
        assertThat(Reporters.errorsBeside(Reporters.silent(), out)).isSameAs(out);
    }

    @Test
    void quiet_printsOnlyLines() {
        Reporter quiet = Reporters.of(0, out, Terminal.ANSI);

        quiet.epochBegin(0, 1, 1);
        quiet.progress(1, 1, 1);
        quiet.line("from a callback");
        quiet.epochEnd(new Logs().put("loss", 1), 0);

        assertThat(text()).isEqualTo("from a callback\n");
    }

    @Test
    void factory_picksByVerbosityAndTerminal() {
        assertThat(Reporters.of(1, out, Terminal.ANSI)).isInstanceOf(ProgressBar.class);
        assertThat(Reporters.of(1, out, Terminal.NONE)).isInstanceOf(LineReporter.class);
        assertThat(Reporters.of(2, out, Terminal.ANSI)).isInstanceOf(LineReporter.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3})
    void factory_refusesOtherVerbosities(int verbosity) {
        assertThatThrownBy(() -> Reporters.of(verbosity, out, Terminal.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid verbose: " + verbosity
                        + " (must be 0 for silence, 1 for a progress bar or 2 for a line per epoch)");
    }

    @Test
    void terminal_needsAConsoleThatIsNotDumb() {
        assertThat(Terminal.of(true, Map.of("TERM", "xterm"))).isEqualTo(Terminal.ANSI);
        assertThat(Terminal.of(true, Map.of("TERM", "dumb"))).isEqualTo(Terminal.NONE);
        assertThat(Terminal.of(true, Map.of())).isEqualTo(Terminal.NONE);
        assertThat(Terminal.of(false, Map.of("TERM", "xterm"))).isEqualTo(Terminal.NONE);
    }

    @ParameterizedTest
    @CsvSource({"120, 120", "0, 80", "-5, 80", "wide, 80", "'', 80", "99999, 80"})
    void terminal_readsItsWidth(String columns, int expected) {
        assertThat(Terminal.columns(Map.of("COLUMNS", columns))).isEqualTo(expected);
    }

    private Reporter bar(int columns) {
        return new ProgressBar(out, () -> now, columns);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private List<String> frames() {
        return List.of(text().split(java.util.regex.Pattern.quote(CLEAR), -1));
    }
}
