package dev.tandem.layer;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** Activation functions as Keras 3 computes them. */
public final class KerasFunction extends BaseActivationFunction {

    private static final long serialVersionUID = 1L;

    /** Which function. */
    public enum Kind {
        /** x Φ(x), with the normal distribution's Φ (Hendrycks, Gimpel 2016). */
        GELU,
        /** The same, where Φ is approximated by a tanh. */
        GELU_TANH,
        /** x / 6 + 1 / 2, between 0 and 1. */
        HARD_SIGMOID,
        /** x times its hard sigmoid. */
        HARD_SILU,
        EXPONENTIAL,
        HARD_TANH,
        /** x - tanh(x) */
        TANH_SHRINK,
        /** (x + √(x² + 4)) / 2 */
        SQUAREPLUS,
        LOG_SIGMOID,
        /** The logarithm of the softmax over the second dimension, which has the features. */
        LOG_SOFTMAX
    }

    @JsonProperty
    private final Kind kind;

    public KerasFunction(@JsonProperty("kind") Kind kind) {
        this.kind = kind;
    }

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        return in.assign(value(in.dup()));
    }

    @Override
    @SuppressWarnings("NullAway") // DL4J's word for no parameters
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        assertShape(in, epsilon);
        if (kind == Kind.LOG_SOFTMAX) {
            INDArray softmax = Transforms.exp(logSoftmax(in), false);
            return new Pair<>(epsilon.sub(softmax.muli(epsilon.sum(true, 1))), null);
        }
        return new Pair<>(slope(in.dup()).muli(epsilon), null);
    }

    private INDArray value(INDArray x) {
        return switch (kind) {
            case GELU -> x.mul(normal(x));
            case GELU_TANH -> x.mul(Transforms.tanh(inner(x), false).addi(1).muli(0.5));
            case HARD_SIGMOID -> hardSigmoid(x);
            case HARD_SILU -> x.mul(hardSigmoid(x));
            case EXPONENTIAL -> Transforms.exp(x, true);
            case HARD_TANH -> clipped(x, -1, 1);
            case TANH_SHRINK -> x.sub(Transforms.tanh(x, true));
            case SQUAREPLUS -> x.add(root(x)).muli(0.5);
            case LOG_SIGMOID -> Transforms.softPlus(x.neg(), true).negi();
            case LOG_SOFTMAX -> logSoftmax(x);
        };
    }

    private INDArray slope(INDArray x) {
        return switch (kind) {
            case GELU -> normal(x).addi(density(x).muli(x));
            case GELU_TANH -> geluTanhSlope(x);
            case HARD_SIGMOID -> within(x, 3).divi(6);
            case HARD_SILU -> hardSigmoid(x).addi(within(x, 3).muli(x).divi(6));
            case EXPONENTIAL -> Transforms.exp(x, true);
            case HARD_TANH -> within(x, 1);
            case TANH_SHRINK -> squared(Transforms.tanh(x, true));
            case SQUAREPLUS -> x.div(root(x)).addi(1).muli(0.5);
            case LOG_SIGMOID -> Transforms.sigmoid(x.neg(), true);
            case LOG_SOFTMAX -> throw new IllegalArgumentException("log softmax has no slope of each number alone");
        };
    }

    private static INDArray logSoftmax(INDArray x) {
        INDArray below = x.sub(x.max(true, 1));
        return below.subi(Transforms.log(Transforms.exp(below, true).sum(true, 1), false));
    }

    private static INDArray geluTanhSlope(INDArray x) {
        INDArray tanh = Transforms.tanh(inner(x), false);
        INDArray innerSlope = squared(x).muli(3 * 0.044715).addi(1).muli(Math.sqrt(2 / Math.PI));
        INDArray rising = squared(tanh).rsubi(1).muli(innerSlope).muli(x);
        return tanh.addi(1).addi(rising).muli(0.5);
    }

    private static INDArray inner(INDArray x) {
        return squared(x).muli(0.044715).addi(1).muli(x).muli(Math.sqrt(2 / Math.PI));
    }

    private static INDArray normal(INDArray x) {
        INDArray scaled = x.mul(Math.sqrt(0.5));
        return Nd4j.getExecutioner().exec(new Erf(scaled, scaled)).addi(1).muli(0.5);
    }

    private static INDArray density(INDArray x) {
        return Transforms.exp(squared(x).muli(-0.5), false).divi(Math.sqrt(2 * Math.PI));
    }

    private static INDArray squared(INDArray x) {
        return x.mul(x);
    }

    private static INDArray root(INDArray x) {
        return Transforms.sqrt(squared(x).addi(4), false);
    }

    private static INDArray hardSigmoid(INDArray x) {
        return clipped(x.div(6).addi(0.5), 0, 1);
    }

    private static INDArray clipped(INDArray x, double least, double most) {
        return Transforms.min(Transforms.max(x, least, true), most, false);
    }

    /** 1 where the function rises, 0 elsewhere. */
    private static INDArray within(INDArray x, double bound) {
        return Transforms.abs(x, true).lt(bound).castTo(x.dataType());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KerasFunction function && function.kind == kind;
    }

    @Override
    public int hashCode() {
        return kind.hashCode();
    }

    @Override
    public String toString() {
        return "keras_" + kind;
    }
}
