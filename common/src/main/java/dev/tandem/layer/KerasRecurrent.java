package dev.tandem.layer;

import dev.tandem.layer.Cell.Gradients;
import dev.tandem.layer.Cell.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A recurrent layer of Keras's over (batch, features, time), with Keras's parameters: {@code W} (features, gates · units), {@code RW}
 * (units, gates · units), and its biases {@code b}, and {@code rb} of a GRU that resets after the multiplication.
 *
 * <p>With a mask, the last feature says with 1 which steps count: in others the state stays, and the output is that of the step before.
 */
public final class KerasRecurrent extends ComputedLayer {

    private static final long serialVersionUID = 1L;

    @JsonProperty
    private Cell.Kind cell = Cell.Kind.SIMPLE;

    @JsonProperty
    private IActivation candidate = new ActivationIdentity();

    @JsonProperty
    private IActivation gate = new ActivationIdentity();

    @JsonProperty
    private Steps steps = Steps.ALL;

    @JsonProperty
    private boolean isMasked;

    @JsonProperty
    private boolean hasBias = true;

    /** Which outputs the layer gives. */
    public enum Steps {
        ALL,
        LAST
    }

    /** For DL4J. */
    KerasRecurrent() {}

    /**
     * A layer without a mask.
     *
     * @param cell {@code simple}, {@code lstm}, {@code gru} or {@code gru_reset_after}
     * @param inputs features of the sequence
     */
    public KerasRecurrent(String name, String cell, long inputs, long units) {
        super(name, inputs, units);
        this.cell = Cell.Kind.valueOf(cell.toUpperCase(Locale.ROOT));
    }

    /** The functions of the candidate and of the gates. */
    public KerasRecurrent functions(IActivation ofCandidate, IActivation ofGates) {
        this.candidate = ofCandidate;
        this.gate = ofGates;
        return this;
    }

    public KerasRecurrent steps(Steps given) {
        this.steps = given;
        return this;
    }

    /** Takes a mask as the sequence's last feature, beside the layer's inputs. */
    public KerasRecurrent masked() {
        this.isMasked = true;
        return this;
    }

    /** Has no biases. */
    public KerasRecurrent withoutBias() {
        this.hasBias = false;
        return this;
    }

    @Override
    Map<String, long[]> shapes() {
        long width = cell.gates * getNOut();
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("W", new long[] {getNIn(), width});
        shapes.put(Cell.RECURRENT, new long[] {getNOut(), width});
        if (hasBias) {
            shapes.put("b", new long[] {width});
        }
        if (hasBias && cell == Cell.Kind.GRU_RESET_AFTER) {
            shapes.put(ResetAfterCell.BIAS, new long[] {width});
        }
        return shapes;
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return steps == Steps.LAST
                ? InputType.feedForward(getNOut())
                : InputType.recurrent(getNOut(), input.getShape(false)[1]);
    }

    @Override
    INDArray forward(INDArray input, Values parameters) {
        List<Step> all = run(input, parameters, new Values(Map.of()));
        if (steps == Steps.LAST) {
            return all.get(all.size() - 1).state().get(0);
        }
        INDArray result = Nd4j.createUninitialized(input.dataType(), input.size(0), getNOut(), input.size(2));
        for (int t = 0; t < all.size(); t++) {
            at(result, t).assign(all.get(t).state().get(0));
        }
        return result;
    }

    @Override
    INDArray backward(INDArray input, Values parameters, INDArray gradient, Values gradients) {
        List<Step> all = run(input, parameters, gradients);
        INDArray result = Nd4j.create(input.dataType(), input.shape());
        INDArray kernel = parameters.of("W").transpose();
        List<INDArray> byState = zeros(input);
        for (int t = all.size() - 1; t >= 0; t--) {
            if (steps == Steps.ALL || t == all.size() - 1) {
                byState = plus(byState, steps == Steps.ALL ? at(gradient, t) : gradient);
            }
            Gradients by = all.get(t).backward().apply(byState);
            Cell.addProduct(gradients.of("W"), features(input, t), by.projected());
            if (hasBias) {
                gradients.of("b").addi(by.projected().sum(0));
            }
            features(result, t).assign(by.projected().mmul(kernel));
            byState = by.state();
        }
        return result;
    }

    private List<Step> run(INDArray input, Values parameters, Values gradients) {
        Cell made = cell.cell(new Cell.Activations(candidate, gate), parameters);
        List<INDArray> state = zeros(input);
        List<Step> all = new ArrayList<>();
        for (int t = 0; t < input.size(2); t++) {
            INDArray projected = features(input, t).dup('c').mmul(parameters.of("W"));
            if (hasBias) {
                projected.addiRowVector(parameters.of("b"));
            }
            Step step = Masks.applied(mask(input, t), state, made.step(projected, state, gradients));
            all.add(step);
            state = step.state();
        }
        return all;
    }

    private List<INDArray> zeros(INDArray input) {
        List<INDArray> zeros = new ArrayList<>();
        for (int i = 0; i < cell.states; i++) {
            zeros.add(Nd4j.zeros(input.dataType(), input.size(0), getNOut()));
        }
        return zeros;
    }

    /** With more of the output, which is a state's first. */
    private static List<INDArray> plus(List<INDArray> state, INDArray output) {
        List<INDArray> sum = new ArrayList<>(state);
        sum.set(0, state.get(0).add(output));
        return sum;
    }

    private static INDArray at(INDArray sequence, int step) {
        return sequence.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(step));
    }

    private INDArray features(INDArray sequence, int step) {
        return sequence.get(NDArrayIndex.all(), NDArrayIndex.interval(0, getNIn()), NDArrayIndex.point(step));
    }

    private @Nullable INDArray mask(INDArray input, int step) {
        return isMasked
                ? input.get(NDArrayIndex.all(), NDArrayIndex.interval(getNIn(), getNIn() + 1), NDArrayIndex.point(step))
                        .dup('c')
                        .reshape('c', input.size(0), 1)
                : null;
    }
}
