package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShiftTest {

    private static final double ALMOST_ONE = 1 - 0x1.0p-53;

    @Test
    void fraction_countsTheLength() {
        Shift shift = Shift.fraction(0.25);
        assertThat(shift.draw(0, 40)).isEqualTo(-10);
        assertThat(shift.draw(0.5, 40)).isZero();
        assertThat(shift.draw(ALMOST_ONE, 40)).isBetween(9.99, 10.0);
    }

    @Test
    void pixels_doNotCountTheLength() {
        assertThat(Shift.pixels(3).draw(0, 40)).isEqualTo(-3);
        assertThat(Shift.pixels(3).draw(ALMOST_ONE, 40)).isBetween(2.99, 3.0);
    }

    @Test
    void wholePixels_areFewerThanTheLimit() {
        for (int limit = 0; limit < 5; limit++) {
            Shift shift = Shift.wholePixels(limit);
            TreeSet<Double> seen = IntStream.range(0, 100)
                    .mapToObj(i -> shift.draw(i / 100.0, 40))
                    .collect(Collectors.toCollection(TreeSet::new));
            int most = Math.max(0, limit - 1);
            assertThat(seen)
                    .containsExactlyElementsOf(IntStream.rangeClosed(-most, most)
                            .mapToObj(i -> (double) i)
                            .toList());
            assertThat(shift.draw(ALMOST_ONE, 40)).isEqualTo(most);
        }
    }

    @Test
    void numbers_areReadByKerasRule() {
        assertThat(Shift.of(0.2)).isEqualTo(Shift.fraction(0.2));
        assertThat(Shift.of(1.5)).isEqualTo(Shift.pixels(1.5));
        assertThat(Shift.of(1.0)).isEqualTo(Shift.pixels(1));
        assertThat(Shift.of(2)).isEqualTo(Shift.wholePixels(2));
    }

    @Test
    void shift_belowZero_isRefused() {
        assertThatThrownBy(() -> Shift.pixels(-1)).hasMessage("Invalid shift: -1.0 (must be >= 0 and finite)");
    }
}
