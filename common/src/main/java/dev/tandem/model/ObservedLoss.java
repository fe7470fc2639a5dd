package dev.tandem.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * The model's own loss function, which also weighs samples and remembers the predictions that it is asked to judge. It sits in the
 * output layer during one batch only and therefore never reaches a saved model.
 */
final class ObservedLoss implements ILossFunction {

    private static final long serialVersionUID = 1;

    private final ILossFunction own;
    private final transient @Nullable SampleWeights weights;
    private final boolean remembers;
    private final transient List<Seen> seen = new ArrayList<>();

    /** Targets and predictions as rows: (samples, columns), for sequences (samples · time steps, columns). */
    record Seen(INDArray targets, INDArray predictions) {}

    ObservedLoss(ILossFunction own, @Nullable SampleWeights weights, boolean remembers) {
        this.own = own;
        this.weights = weights;
        this.remembers = remembers;
    }

    /** What the loss was computed from, in order. */
    List<Seen> seen() {
        return seen;
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask, boolean average) {
        if (remembers) {
            remember(labels, preOutput, activation);
        }
        if (weights == null) {
            return own.computeScore(labels, preOutput, activation, mask, average);
        }
        double sum = computeScoreArray(labels, preOutput, activation, mask)
                .sumNumber()
                .doubleValue();
        return average ? sum / labels.size(0) : sum;
    }

    @Override
    public INDArray computeScoreArray(
            INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
        INDArray scores = own.computeScoreArray(labels, preOutput, activation, mask);
        return weights == null
                ? scores
                : scores.reshape(scores.length(), 1).mul(weights.column(scores.length(), scores.dataType()));
    }

    @Override
    public INDArray computeGradient(
            INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
        INDArray gradient = own.computeGradient(labels, preOutput, activation, mask);
        return weights == null
                ? gradient
                : gradient.muliColumnVector(weights.column(gradient.size(0), gradient.dataType()));
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask, boolean average) {
        return new Pair<>(
                computeScore(labels, preOutput, activation, mask, average),
                computeGradient(labels, preOutput, activation, mask));
    }

    @Override
    public String name() {
        return own.name();
    }

    /** One copy, which outlives the step's workspaces; row by row, as metrics read it. */
    @SuppressWarnings("try") // the scope is only there to be left
    private void remember(INDArray labels, INDArray preOutput, IActivation activation) {
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            seen.add(new Seen(labels.detach(), activation.getActivation(preOutput.dup('c'), false)));
        }
    }
}
