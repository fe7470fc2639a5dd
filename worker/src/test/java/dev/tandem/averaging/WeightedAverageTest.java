package dev.tandem.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightedAverageTest {

    private static final float[] ODD_VALUES = {
        0f,
        -0f,
        1f,
        -1f,
        0.1f,
        1 / 3f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        16_777_217f,
        1e-30f,
        3.4e38f
    };

    @Test
    void equalValues_comeBackBitForBit_whateverTheWeights() {
        for (int replicas = 1; replicas <= 8; replicas++) {
            long[] samples = new long[replicas];
            float[][] values = new float[replicas][];
            for (int r = 0; r < replicas; r++) {
                samples[r] = 1 + 61L * r * r;
                values[r] = ODD_VALUES;
            }
            assertSameBits(average(samples, values), ODD_VALUES);
        }
    }

    @Test
    void oneReplica_keepsItsBits_evenOfNaN() {
        float[] values = {Float.intBitsToFloat(0x7fc12345), Float.NEGATIVE_INFINITY, -0f};

        assertSameBits(average(new long[] {7}, new float[][] {values}), values);
    }

    @Test
    void mean_isWeightedAndRounded_likeExactArithmetic() {
        Random random = new Random(1);
        for (int replicas = 2; replicas <= 8; replicas++) {
            int length = 5000;
            long[] samples = new long[replicas];
            float[][] values = new float[replicas][length];
            for (int r = 0; r < replicas; r++) {
                samples[r] = 1 + random.nextInt(1000);
                for (int i = 0; i < length; i++) {
                    values[r][i] = (float) random.nextGaussian();
                }
            }
            float[] mean = average(samples, values);
            for (int i = 0; i < length; i += 97) {
                float exact = exactMean(samples, values, i);
                assertThat(mean[i])
                        .as("%d replicas, value %d", replicas, i)
                        .isBetween(Math.nextDown(exact), Math.nextUp(exact));
            }
        }
    }

    @Test
    void pairOfEqualWeight_isRoundedOnce() {
        Random random = new Random(2);
        float[][] values = new float[2][5000];
        for (int i = 0; i < 5000; i++) {
            int exponent = random.nextInt(60) - 30;
            values[0][i] = Math.scalb((float) random.nextGaussian(), exponent);
            values[1][i] = Math.scalb((float) random.nextGaussian(), exponent + random.nextInt(40) - 20);
        }
        float[] mean = average(new long[] {192, 192}, values);
        for (int i = 0; i < mean.length; i++) {
            BigDecimal exact = new BigDecimal(values[0][i])
                    .add(new BigDecimal(values[1][i]))
                    .multiply(new BigDecimal("0.5"));
            assertThat(error(mean[i], exact))
                    .as("%s and %s", values[0][i], values[1][i])
                    .isLessThanOrEqualTo(error(Math.nextUp(mean[i]), exact))
                    .isLessThanOrEqualTo(error(Math.nextDown(mean[i]), exact));
        }
    }

    @Test
    void pairOfEqualWeight_keepsEqualValues_downToTheSmallest() {
        float[] values = {0f, -0f, 0.1f, Float.MIN_VALUE, -3 * Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE / 2};

        assertSameBits(average(new long[] {7, 7}, new float[][] {values, values}), values);
    }

    @Test
    void weights_count() {
        float[] mean = average(new long[] {1, 3}, new float[][] {{0f}, {4f}});

        assertThat(mean).containsExactly(3f);
        assertThat(average(new long[] {1, 3, 4}, new float[][] {{0f}, {4f}, {1f}}))
                .containsExactly(2f);
    }

    @Test
    void pairs_getTheSameBitsAsTheGeneralWay() {
        float[][] pair = {{1e-3f, 0.1f, -0f}, {3.3f, 7e8f, 0f}};
        float[] mean = average(new long[] {5, 11}, pair);

        for (int i = 0; i < mean.length; i++) {
            double sum = 5.0 * pair[0][i];
            sum += 11.0 * pair[1][i];
            assertThat(mean[i]).isEqualTo((float) (sum * (1.0 / 16)));
        }
    }

    @Test
    void everyLength_isAveragedToItsEnd_andNotBeyond() {
        for (int replicas = 1; replicas <= 3; replicas++) {
            for (int length : new int[] {0, 1, 2047, 2048, 2049, 4097}) {
                long[] samples = new long[replicas];
                float[][] values = new float[replicas][length + 1];
                for (int r = 0; r < replicas; r++) {
                    samples[r] = 1;
                    for (int i = 0; i <= length; i++) {
                        values[r][i] = i;
                    }
                }
                float[] result = new float[length + 1];
                result[length] = -6;
                new WeightedAverage(samples).average(values, result, length);
                assertThat(result[length]).isEqualTo(-6);
                for (int i = 0; i < length; i++) {
                    assertThat(result[i]).isEqualTo(i);
                }
            }
        }
    }

    @Test
    void replicasWithoutSamples_areRefused() {
        assertThatThrownBy(() -> new WeightedAverage(new long[] {3, 0}))
                .hasMessage("Invalid weight: 0 samples (must be > 0)");
        assertThatThrownBy(() -> new WeightedAverage(new long[] {})).hasMessage("Cannot average without any samples");
    }

    private static float[] average(long[] samples, float[][] values) {
        float[] result = new float[values[0].length];
        new WeightedAverage(samples).average(values, result, result.length);
        return result;
    }

    private static BigDecimal error(float mean, BigDecimal exact) {
        return new BigDecimal(mean).subtract(exact).abs();
    }

    private static float exactMean(long[] samples, float[][] values, int i) {
        BigDecimal sum = BigDecimal.ZERO;
        long total = 0;
        for (int r = 0; r < samples.length; r++) {
            sum = sum.add(new BigDecimal(values[r][i]).multiply(BigDecimal.valueOf(samples[r])));
            total += samples[r];
        }
        return sum.divide(BigDecimal.valueOf(total), MathContext.DECIMAL128).floatValue();
    }

    private static void assertSameBits(float[] found, float[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(Float.floatToRawIntBits(found[i]))
                    .as("value %s at %d", expected[i], i)
                    .isEqualTo(Float.floatToRawIntBits(expected[i]));
        }
    }
}
