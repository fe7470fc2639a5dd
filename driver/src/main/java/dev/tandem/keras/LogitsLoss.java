package dev.tandem.keras;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Cross-entropy of a model that gives out logits (Keras: {@code from_logits=True}): the softmax or sigmoid belongs to the loss, so
 * predictions stay as they are.
 */
public final class LogitsLoss implements ILossFunction {

    private static final long serialVersionUID = 1L;

    /** Which probabilities the logits stand for. */
    public enum Kind {
        /** Of classes of which one is right. */
        SOFTMAX,
        /** Of each output on its own; the mean over outputs, as in Keras. */
        SIGMOID
    }

    @JsonProperty
    private final Kind kind;

    public LogitsLoss(@JsonProperty("kind") Kind kind) {
        this.kind = kind;
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray preOutput, IActivation identity, INDArray mask, boolean average) {
        return loss(preOutput).computeScore(labels, preOutput, link(), mask, average);
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray preOutput, IActivation identity, INDArray mask) {
        return loss(preOutput).computeScoreArray(labels, preOutput, link(), mask);
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray preOutput, IActivation identity, INDArray mask) {
        return loss(preOutput).computeGradient(labels, preOutput, link(), mask);
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation identity, INDArray mask, boolean average) {
        return loss(preOutput).computeGradientAndScore(labels, preOutput, link(), mask, average);
    }

    private ILossFunction loss(INDArray preOutput) {
        if (kind == Kind.SOFTMAX) {
            return new LossMCXENT();
        }
        long outputs = preOutput.size(1);
        return outputs == 1 ? new LossBinaryXENT() : new LossBinaryXENT(Losses.mean(outputs));
    }

    private IActivation link() {
        return kind == Kind.SOFTMAX ? new ActivationSoftmax() : new ActivationSigmoid();
    }

    @Override
    public String name() {
        return "logits_" + kind;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogitsLoss loss && loss.kind == kind;
    }

    @Override
    public int hashCode() {
        return kind.hashCode();
    }
}
