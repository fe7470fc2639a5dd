package dev.tandem.keras;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** A loss with Keras's {@code loss_weights} and {@code label_smoothing}. */
public final class AdjustedLoss implements ILossFunction {

    private static final long serialVersionUID = 1L;

    @JsonProperty
    private final ILossFunction loss;

    @JsonProperty
    private final double weight;

    @JsonProperty
    private final double smoothing;

    @JsonProperty
    private final double uniform;

    /**
     * A weighted loss of smoothed labels.
     *
     * @param smoothing the part of each label that is replaced
     * @param uniform what replaces it: 1 / classes, or 1 / 2 of labels that are on or off
     */
    public AdjustedLoss(
            @JsonProperty("loss") ILossFunction loss,
            @JsonProperty("weight") double weight,
            @JsonProperty("smoothing") double smoothing,
            @JsonProperty("uniform") double uniform) {
        this.loss = loss;
        this.weight = weight;
        this.smoothing = smoothing;
        this.uniform = uniform;
    }

    private INDArray smooth(INDArray labels) {
        return smoothing == 0 ? labels : labels.mul(1 - smoothing).addi(smoothing * uniform);
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        return weight * loss.computeScore(smooth(labels), preOutput, activation, mask, average);
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        return loss.computeScoreArray(smooth(labels), preOutput, activation, mask)
                .muli(weight);
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        return loss.computeGradient(smooth(labels), preOutput, activation, mask).muli(weight);
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        Pair<Double, INDArray> own = loss.computeGradientAndScore(smooth(labels), preOutput, activation, mask, average);
        return new Pair<>(weight * own.getFirst(), own.getSecond().muli(weight));
    }

    @Override
    public String name() {
        return "adjusted_" + loss.name();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AdjustedLoss adjusted
                && adjusted.loss.equals(loss)
                && adjusted.weight == weight
                && adjusted.smoothing == smoothing
                && adjusted.uniform == uniform;
    }

    @Override
    public int hashCode() {
        return loss.hashCode() + Double.hashCode(weight) + Double.hashCode(smoothing);
    }
}
