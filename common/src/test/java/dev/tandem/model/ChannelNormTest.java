package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ChannelNormTest {

    private static final double EPSILON = 1e-3;

    @BeforeAll
    static void needsCpu() {
        assumeThat(Nd4j.getEnvironment().isCPU()).isTrue();
    }

    /** Pixels that take less than a piece, exactly one, and several and a rest. */
    @ParameterizedTest
    @CsvSource({"4,3,1,1", "5,2,3,7", "2,3,32,64", "3,2,70,61", "1,1,2,2"})
    void statisticsAndGradients_areThoseOfTheDefinition(int samples, int channels, int height, int width) {
        INDArray images = Nets.random(1, samples, channels, height, width).addi(20);
        INDArray onOutput = Nets.random(2, samples, channels, height, width);
        INDArray gamma = Nets.random(3, 1, channels);
        INDArray onInput = Nd4j.createUninitialized(images.shape());
        INDArray onGamma = Nd4j.create(1, channels);
        INDArray onBeta = Nd4j.create(1, channels);
        ChannelNorm norm = new ChannelNorm(channels);

        norm.observe(Nets.random(9, samples, channels, height, width)); // leaves nothing behind
        norm.observe(images);
        norm.backpropagate(images, gamma, EPSILON, onOutput, onInput, onGamma, onBeta);

        int count = samples * height * width;
        for (int channel = 0; channel < channels; channel++) {
            double[] x = values(images, channel);
            double[] dy = values(onOutput, channel);
            double mean = mean(x);
            double meanGradient = mean(dy);
            double variance = 0;
            for (double value : x) {
                variance += (value - mean) * (value - mean) / count;
            }
            double deviation = Math.sqrt(variance + EPSILON);
            double product = 0;
            for (int i = 0; i < count; i++) {
                product += dy[i] * (x[i] - mean) / deviation;
            }
            assertThat(norm.mean().getDouble(channel)).isCloseTo(mean, within(1e-5));
            assertThat(norm.variance().getDouble(channel)).isCloseTo(variance, within(1e-4 * (1 + variance)));
            assertThat(onBeta.getDouble(channel)).isCloseTo(meanGradient * count, within(1e-3));
            assertThat(onGamma.getDouble(channel)).isCloseTo(product, within(1e-3 * (1 + Math.abs(product))));
            double[] found = values(onInput, channel);
            for (int i = 0; i < count; i++) {
                double normal = (x[i] - mean) / deviation;
                double expected =
                        gamma.getDouble(channel) / deviation * (dy[i] - meanGradient - normal * product / count);
                assertThat(found[i]).isCloseTo(expected, within(1e-3));
            }
        }
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** All values of a channel, sample by sample. */
    private static double[] values(INDArray images, int channel) {
        return images.tensorAlongDimension(channel, 0, 2, 3).dup('c').data().asDouble();
    }
}
