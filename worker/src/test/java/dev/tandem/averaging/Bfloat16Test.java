package dev.tandem.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Bfloat16Test {

    private static final int INFINITY = 0x7f80;

    @Test
    void everyPattern_comesBack_andStandsForTheUpperHalfOfAFloat() {
        for (int bfloat = 0; bfloat <= 0xffff; bfloat++) {
            float value = Bfloat16.toFloat(bfloat);
            assertThat(Float.floatToRawIntBits(value)).isEqualTo(bfloat << 16);
            if ((bfloat & 0x7fff) > INFINITY) {
                assertThat(Bfloat16.toFloat(Bfloat16.fromFloat(value))).isNaN();
            } else {
                assertThat(Bfloat16.fromFloat(value)).as("%x", bfloat).isEqualTo(bfloat);
            }
        }
    }

    @Test
    void betweenNeighbours_theNearestIsTaken_andTheEvenOneInTheMiddle() {
        for (int bfloat = 1; bfloat < INFINITY - 1; bfloat++) {
            int middle = (bfloat << 16) | 0x8000;
            for (int sign : new int[] {0, 0x8000}) {
                assertThat(round((sign << 16) | middle)).as("%x", bfloat).isEqualTo(sign | (bfloat + (bfloat & 1)));
                assertThat(round((sign << 16) | (middle - 1))).isEqualTo(sign | bfloat);
                assertThat(round((sign << 16) | (middle + 1))).isEqualTo(sign | (bfloat + 1));
            }
        }
    }

    @Test
    void valuesOtherThanZero_neverBecomeZero() {
        assertThat(Bfloat16.fromFloat(Float.MIN_VALUE)).isEqualTo(1);
        assertThat(Bfloat16.fromFloat(-Float.MIN_VALUE)).isEqualTo(0x8001);
        assertThat(Bfloat16.fromFloat(0f)).isZero();
        assertThat(Bfloat16.fromFloat(-0f)).isEqualTo(0x8000);
    }

    @Test
    void finiteValues_neverBecomeInfinite_norInfiniteOnesFinite() {
        assertThat(Bfloat16.fromFloat(Float.MAX_VALUE)).isEqualTo(INFINITY - 1);
        assertThat(Bfloat16.fromFloat(-Float.MAX_VALUE)).isEqualTo(0x8000 | (INFINITY - 1));
        assertThat(Bfloat16.fromFloat(Float.POSITIVE_INFINITY)).isEqualTo(INFINITY);
        assertThat(Bfloat16.toFloat(Bfloat16.fromFloat(Float.intBitsToFloat(0x7f800001))))
                .isNaN();
    }

    private static int round(int bits) {
        return Bfloat16.fromFloat(Float.intBitsToFloat(bits));
    }
}
