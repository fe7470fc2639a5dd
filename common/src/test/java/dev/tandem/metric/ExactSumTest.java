package dev.tandem.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {

    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1,
        -1,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Math.ulp(1.0),
        Math.ulp(1.0) / 2,
        -Math.ulp(1.0) / 2,
        1e16,
        -1e16,
        0.1,
        1e-300,
        1e300,
        -1e300,
        0x1p53,
        0x1p53 + 2,
        0x1p-1074
    };

    private static double sum(double... terms) {
        ExactSum sum = new ExactSum();
        sum.addAll(terms);
        return sum.value();
    }

    private static double exact(double... terms) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double term : terms) {
            sum = sum.add(new BigDecimal(term));
        }
        return sum.doubleValue();
    }

    @Test
    void everyTripleOfSpecialValues_isRoundedOnce() {
        for (double a : SPECIAL) {
            for (double b : SPECIAL) {
                for (double c : SPECIAL) {
                    assertThat(sum(a, b, c)).as("%s + %s + %s", a, b, c).isEqualTo(exact(a, b, c));
                }
            }
        }
    }

    @Test
    void sumsOfAnySizeAndOrder_areRoundedOnce() {
        Random random = new Random(1);
        for (int trial = 0; trial < 2_000; trial++) {
            int spread = trial % 2 == 0 ? 8 : 400;
            double[] terms = random.doubles(1 + random.nextInt(40))
                    .map(term -> (term - 0.5) * Math.pow(2, random.nextInt(spread) - 100))
                    .toArray();
            double expected = exact(terms);
            assertThat(sum(terms)).isEqualTo(expected);
            double[] sorted = terms.clone();
            Arrays.sort(sorted);
            assertThat(sum(sorted)).isEqualTo(expected);
        }
    }

    @Test
    void tiesBrokenFarBelow_areRoundedTheRightWay() {
        assertThat(sum(1, Math.ulp(1.0) / 2)).isEqualTo(1);
        assertThat(sum(1, Math.ulp(1.0) / 2, 1e-300)).isEqualTo(1 + Math.ulp(1.0));
        assertThat(sum(1, Math.ulp(1.0) / 2, -1e-300)).isEqualTo(1);
        assertThat(sum(-1, -Math.ulp(1.0) / 2, -1e-300)).isEqualTo(-1 - Math.ulp(1.0));
    }

    @Test
    void sumsOfSums_areWhatOneSumWouldBe_howeverTheyAreCut() {
        Random random = new Random(2);
        double[] terms = random.doubles(30)
                .map(term -> term * Math.pow(2, random.nextInt(90)))
                .toArray();
        for (int cut = 0; cut <= terms.length; cut++) {
            ExactSum first = new ExactSum();
            ExactSum second = new ExactSum();
            first.addAll(Arrays.copyOf(terms, cut));
            second.addAll(Arrays.copyOfRange(terms, cut, terms.length));
            second.addAll(first.terms());
            assertThat(second.value()).isEqualTo(exact(terms));
        }
    }

    @Test
    void nothing_isZero_andTakesNoTerms() {
        assertThat(sum()).isZero();
        assertThat(sum(1e300, -1e300)).isZero();
        ExactSum cancelled = new ExactSum();
        cancelled.addAll(new double[] {0.1, -0.1, 0});
        assertThat(cancelled.terms()).isEmpty();
    }

    @Test
    void infinitiesAndNaN_addUpAsUsual_inAnyOrder() {
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(sum(1, infinity, 2)).isEqualTo(infinity);
        assertThat(sum(-infinity, 1e300, -infinity)).isEqualTo(-infinity);
        assertThat(sum(infinity, 1, -infinity)).isNaN();
        assertThat(sum(1, Double.NaN, infinity)).isNaN();
        ExactSum other = new ExactSum();
        other.addAll(new double[] {3, infinity});
        assertThat(sum(other.terms())).isEqualTo(infinity);
        other.addAll(new double[] {Double.NaN});
        assertThat(sum(other.terms())).isNaN();
    }

    @Test
    void sumBeyondTheLargestDouble_isInfinite() {
        assertThat(sum(Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(sum(-Double.MAX_VALUE, -Double.MAX_VALUE, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
    }
}
