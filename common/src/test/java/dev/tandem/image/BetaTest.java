package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BetaTest {

    private static final int SEEDS = 20_000;

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.2, 0.5, 1, 2, 5})
    void draws_haveTheDistributionsMoments(double alpha) {
        double[] draws = draws(alpha);
        double variance =
                Arrays.stream(draws).map(x -> (x - 0.5) * (x - 0.5)).average().orElseThrow();
        double fourth =
                Arrays.stream(draws).map(x -> Math.pow(x - 0.5, 4)).average().orElseThrow();
        double expected = 1 / (4 * (2 * alpha + 1));
        double kurtosis = 3 - 6 / (2 * alpha + 3);
        assertThat(Arrays.stream(draws).average().orElseThrow()).isCloseTo(0.5, within(0.012));
        assertThat(variance).isCloseTo(expected, within(0.03 * expected));
        assertThat(fourth).isCloseTo(kurtosis * expected * expected, within(0.06 * kurtosis * expected * expected));
    }

    @Test
    void alphaOfOne_isEven() {
        double[] draws = draws(1);
        for (int tenth = 1; tenth < 10; tenth++) {
            double bound = tenth / 10.0;
            assertThat(Arrays.stream(draws).filter(x -> x < bound).count() / (double) SEEDS)
                    .isCloseTo(bound, within(0.015));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-6, 1e-3, 1e6, 1e300})
    void extremeAlphas_stayWithin0And1(double alpha) {
        for (long seed = 0; seed < 200; seed++) {
            assertThat(Beta.draw(alpha, seed)).isBetween(0.0, 1.0);
        }
    }

    @Test
    void draws_areTheSameOnEveryMachine() {
        assertThat(Beta.draw(0.2, 1)).isEqualTo(0.05884336665703637);
        assertThat(Arrays.hashCode(draws(0.2))).isEqualTo(-1973082295);
        assertThat(Arrays.hashCode(draws(2))).isEqualTo(-582242440);
    }

    private static double[] draws(double alpha) {
        return LongStream.range(0, SEEDS)
                .mapToDouble(seed -> Beta.draw(alpha, seed))
                .toArray();
    }
}
