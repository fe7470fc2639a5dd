package dev.tandem.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfTest {

    private static final int INFINITY = 0x7c00;

    @Test
    void everyPattern_hasItsValue() {
        for (int half = 0; half <= 0xffff; half++) {
            float value = Half.toFloat(half);
            if ((half & 0x7fff) > INFINITY) {
                assertThat(value).as("%x", half).isNaN();
            } else {
                int expected = Float.floatToRawIntBits((float) reference(half));
                assertThat(Float.floatToRawIntBits(value)).as("%x", half).isEqualTo(expected);
            }
        }
    }

    @Test
    void everyPattern_comesBack() {
        for (int half = 0; half <= 0xffff; half++) {
            int back = Half.fromFloat(Half.toFloat(half));
            if ((half & 0x7fff) > INFINITY) {
                assertThat(back & 0x7fff).as("%x", half).isGreaterThan(INFINITY);
                assertThat(back & 0x8000).as("%x", half).isEqualTo(half & 0x8000);
            } else {
                assertThat(back).as("%x", half).isEqualTo(half);
            }
        }
    }

    @Test
    void betweenNeighbours_theNearestIsTaken_andTheEvenOneInTheMiddle() {
        for (int half = 0; half < INFINITY; half++) {
            // Where infinity stands, rounding goes on as if there were another finite value.
            double next = half == INFINITY - 1 ? 65_536 : reference(half + 1);
            float middle = (float) ((reference(half) + next) / 2);
            for (int sign : new int[] {0, 0x8000}) {
                float signed = sign == 0 ? middle : -middle;
                assertThat(Half.fromFloat(signed)).as("%x", half).isEqualTo(sign | (half + (half & 1)));
                assertThat(Half.fromFloat(towardsZero(signed))).as("%x", half).isEqualTo(sign | half);
                assertThat(Half.fromFloat(fromZero(signed))).as("%x", half).isEqualTo(sign | (half + 1));
            }
        }
    }

    @Test
    void largeValues_becomeInfinite() {
        for (float value : new float[] {65_520, 65_536, 1e10f, Float.MAX_VALUE, Float.POSITIVE_INFINITY}) {
            assertThat(Half.fromFloat(value)).isEqualTo(INFINITY);
            assertThat(Half.fromFloat(-value)).isEqualTo(0x8000 | INFINITY);
        }
        assertThat(Half.fromFloat(Float.MIN_VALUE)).isZero();
    }

    private static float towardsZero(float value) {
        return Math.nextAfter(value, 0);
    }

    private static float fromZero(float value) {
        return Math.nextAfter(value, value * Double.POSITIVE_INFINITY);
    }

    /** The value by definition: sign, five bits of exponent, ten of fraction. */
    private static double reference(int half) {
        int exponent = (half >> 10) & 31;
        int fraction = half & 1023;
        double magnitude = exponent == 31
                ? Double.POSITIVE_INFINITY
                : exponent == 0 ? Math.scalb((double) fraction, -24) : Math.scalb(1024.0 + fraction, exponent - 25);
        return half < 0x8000 ? magnitude : -magnitude;
    }
}
