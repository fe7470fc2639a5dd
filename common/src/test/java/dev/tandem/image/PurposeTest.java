package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PurposeTest {

    private static final int SEEDS = 20_000;

    @Test
    void streams_ofAllPurposes_differ() {
        assertThat(Arrays.stream(Purpose.values()).map(purpose -> purpose.draw(42)))
                .doesNotHaveDuplicates();
    }

    @Test
    void draws_coverTheirRangeEvenly() {
        for (Purpose purpose : Purpose.values()) {
            double[] draws =
                    IntStream.range(0, SEEDS).mapToDouble(purpose::draw).toArray();
            assertThat(Arrays.stream(draws).average().orElseThrow()).isBetween(0.49, 0.51);
            assertThat(Arrays.stream(draws).min().orElseThrow()).isBetween(0.0, 0.001);
            assertThat(Arrays.stream(draws).max().orElseThrow())
                    .isGreaterThan(0.999)
                    .isLessThan(1);
        }
    }

    @Test
    void numbersOfAStream_areIndependentOfEachOther() {
        double products = IntStream.range(0, SEEDS)
                .mapToDouble(seed -> (Purpose.ZOOM.draw(seed, 0) - 0.5) * (Purpose.ZOOM.draw(seed, 1) - 0.5))
                .average()
                .orElseThrow();
        assertThat(products).isBetween(-0.003, 0.003);
    }

    @Test
    void range_isNeverExceeded() {
        Range range = new Range(-0.1, 0.3);
        double[] draws = IntStream.range(0, SEEDS)
                .mapToDouble(seed -> Purpose.ZOOM.draw(seed, 0, range))
                .toArray();
        assertThat(Arrays.stream(draws).min().orElseThrow()).isBetween(-0.1, -0.0999);
        assertThat(Arrays.stream(draws).max().orElseThrow()).isBetween(0.2999, 0.3);
    }

    @Test
    void wholeNumbers_coverAllBelowTheBound() {
        BitSet seen = new BitSet();
        for (int seed = 0; seed < 500; seed++) {
            seen.set(Purpose.CROP.whole(seed, 0, 7));
        }
        assertThat(seen.cardinality()).isEqualTo(7);
        assertThat(seen.length()).isEqualTo(7);
    }

    @Test
    void draw_isTheSameOnEveryMachine() {
        assertThat(Purpose.HORIZONTAL_FLIP.draw(1)).isEqualTo(0.6376215421645064);
    }
}
