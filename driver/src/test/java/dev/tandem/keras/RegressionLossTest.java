package dev.tandem.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.keras.RegressionLoss.Kind;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class RegressionLossTest {

    private static final ActivationIdentity IDENTITY = new ActivationIdentity();

    private final INDArray labels = Nd4j.createFromArray(new float[][] {{1, 1}, {0, 0}});
    private final INDArray outputs = Nd4j.createFromArray(new float[][] {{1.2f, -1}, {-0.3f, 100}});

    @Test
    void huber_isASquareWithinItsDistanceAndALineOutside() {
        RegressionLoss loss = new RegressionLoss(Kind.HUBER, 0.5);

        INDArray each = loss.computeScoreArray(labels, outputs, IDENTITY, null);

        assertThat(each.getDouble(0)).isCloseTo((0.02 + 0.5 * (2 - 0.25)) / 2, within(1e-6));
        assertThat(each.getDouble(1)).isCloseTo((0.045 + 0.5 * (100 - 0.25)) / 2, within(1e-5));
        assertThat(loss.computeGradient(labels, outputs, IDENTITY, null)).isEqualTo(Nd4j.createFromArray(new float[][] {
            {0.1f, -0.25f}, {-0.15f, 0.25f}
        }));
    }

    @Test
    void logCosh_isThatOfEachError() {
        RegressionLoss loss = new RegressionLoss(Kind.LOG_COSH, 0);

        INDArray each = loss.computeScoreArray(labels, outputs, IDENTITY, null);

        assertThat(each.getDouble(0)).isCloseTo((Math.log(Math.cosh(0.2)) + Math.log(Math.cosh(2))) / 2, within(1e-6));
        assertThat(each.getDouble(1)).isCloseTo((Math.log(Math.cosh(0.3)) + 100 - Math.log(2)) / 2, within(1e-5));
        assertThat(loss.computeGradient(labels, outputs, IDENTITY, null).getDouble(0, 1))
                .isCloseTo(Math.tanh(-2) / 2, within(1e-6));
    }

    @Test
    void maskedSample_doesNotCount() {
        RegressionLoss loss = new RegressionLoss(Kind.HUBER, 0.5);
        INDArray mask = Nd4j.createFromArray(new float[][] {{1}, {0}});

        double score = loss.computeScore(labels, outputs, IDENTITY, mask, true);

        assertThat(score).isCloseTo((0.02 + 0.5 * (2 - 0.25)) / 2 / 2, within(1e-6));
        assertThat(loss.computeGradient(labels, outputs, IDENTITY, mask).getRow(1))
                .isEqualTo(Nd4j.zeros(2));
    }
}
