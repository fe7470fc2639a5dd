package dev.tandem.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.bench.Entry.Failed;
import dev.tandem.bench.Entry.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InterleavedTest {

    private final List<String> turns = new ArrayList<>();

    @Test
    void contenders_runInTurnAndEachRepetitionBeginsOneLater() throws Exception {
        Measure measure = Measure.of("m", 3)
                .warmups(1)
                .with(contender("a", 1, 1, 1, 1))
                .with(contender("b", 1, 1, 1, 1))
                .with(contender("c", 1, 1, 1, 1));

        run(measure);

        assertThat(turns).containsExactly("a", "b", "c", "a", "b", "c", "b", "c", "a", "c", "a", "b");
    }

    @Test
    void figures_becomeRowsWithoutTheWarmup() throws Exception {
        Measure measure = Measure.of("m", 3).warmups(1).with(contender("a", 100, 5, 2, 3));

        assertThat(run(measure)).containsExactly(new Row("m.a", 3, 2, 5, "s", 3));
    }

    @Test
    void ratio_isTakenInEachRepetitionBeforeTheMedian() throws Exception {
        Measure measure = Measure.of("m", 3)
                .with(contender("a", 1, 6, 9))
                .with(contender("b", 4, 1, 3))
                .ratio("a_to_b", "a", "b");

        // Ratios are 0.25, 6 and 3; that of the medians would be 2.
        assertThat(run(measure)).contains(new Row("a_to_b", 3, 0.25, 6, "x", 3));
    }

    @Test
    void namedFigures_haveRowsAndRatiosOfTheirOwn() throws Exception {
        Contender both = new Contender("a", () -> List.of(new Figure("time", 8, "s"), new Figure("sent", 4, "MB")));
        Measure measure = Measure.of("m", 1).with(both).ratio("r", "a.time", "a.sent");

        assertThat(run(measure))
                .containsExactly(
                        new Row("m.a.time", 8, 8, 8, "s", 1),
                        new Row("m.a.sent", 4, 4, 4, "MB", 1),
                        new Row("r", 2, 2, 2, "x", 1));
    }

    @Test
    void failure_isNamedAndTheOthersGoOn() throws Exception {
        Contender broken = new Contender("b", () -> {
            turns.add("b");
            throw new IOException("no such thing");
        });
        Measure measure =
                Measure.of("m", 2).with(contender("a", 1, 3)).with(broken).ratio("a_to_b", "a", "b");

        assertThat(run(measure))
                .containsExactly(
                        new Failed("m.b", "no such thing"),
                        new Row("m.a", 2, 1, 3, "s", 2),
                        new Failed("a_to_b", "no figure of m.b"));
        assertThat(turns).containsExactly("a", "b", "a");
    }

    @Test
    void contenders_needNamesOfTheirOwn() {
        Measure measure = Measure.of("m", 1).with(contender("a"));

        assertThatThrownBy(() -> measure.with(contender("a")))
                .hasMessage("Invalid measure m: two contenders of one name");
    }

    private static List<Entry> run(Measure measure) throws InterruptedException {
        return new Interleaved(measure, line -> {}).run();
    }

    private Contender contender(String name, double... values) {
        Iterator<Double> next = Arrays.stream(values).iterator();
        return Contender.of(name, "s", () -> {
            turns.add(name);
            return next.next();
        });
    }
}
