package dev.tandem.keras;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossUtil;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** Losses that are as squares near the target and as distances far from it; of each sample, the mean over its outputs. */
public final class RegressionLoss implements ILossFunction {

    private static final long serialVersionUID = 1L;

    /** Which loss. */
    public enum Kind {
        /** Half a square up to a distance, from there on a line (Huber 1964). */
        HUBER,
        /** The logarithm of the error's hyperbolic cosine. */
        LOG_COSH
    }

    @JsonProperty
    private final Kind kind;

    @JsonProperty
    private final double delta;

    /**
     * A loss.
     *
     * @param delta the distance of Huber's loss
     */
    public RegressionLoss(@JsonProperty("kind") Kind kind, @JsonProperty("delta") double delta) {
        this.kind = kind;
        this.delta = delta;
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        double sum = computeScoreArray(labels, preOutput, activation, mask)
                .sumNumber()
                .doubleValue();
        return average ? sum / preOutput.size(0) : sum;
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        INDArray each = losses(errors(labels, preOutput, activation));
        if (mask != null) {
            LossUtil.applyMask(each, mask);
        }
        return each.sum(true, 1).divi(preOutput.size(1));
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        INDArray slopes = slopes(errors(labels, preOutput, activation)).divi(preOutput.size(1));
        if (mask != null) {
            LossUtil.applyMask(slopes, mask);
        }
        return activation.backprop(preOutput, slopes).getFirst();
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        return new Pair<>(
                computeScore(labels, preOutput, activation, mask, average),
                computeGradient(labels, preOutput, activation, mask));
    }

    private static INDArray errors(INDArray labels, INDArray preOutput, IActivation activation) {
        return activation.getActivation(preOutput.dup(), true).subi(labels.castTo(preOutput.dataType()));
    }

    private INDArray losses(INDArray errors) {
        INDArray distances = Transforms.abs(errors, true);
        if (kind == Kind.LOG_COSH) {
            return Transforms.softPlus(distances.mul(-2), false).addi(distances).subi(Math.log(2));
        }
        INDArray near = Transforms.min(distances, delta, true);
        return distances.subi(near.mul(0.5)).muli(near);
    }

    private INDArray slopes(INDArray errors) {
        return kind == Kind.LOG_COSH
                ? Transforms.tanh(errors, true)
                : Transforms.min(Transforms.max(errors, -delta, true), delta, false);
    }

    @Override
    public String name() {
        return kind + "_" + delta;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RegressionLoss loss && loss.kind == kind && loss.delta == delta;
    }

    @Override
    public int hashCode() {
        return kind.hashCode() + Double.hashCode(delta);
    }
}
