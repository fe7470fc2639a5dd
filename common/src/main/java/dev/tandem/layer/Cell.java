package dev.tandem.layer;

import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What a recurrent layer does in one time step. Arrays are (batch, units), those of all gates (batch, gates · units). */
abstract class Cell {

    static final String RECURRENT = "RW";

    /** The kinds of cells, with their number of gates and of states. */
    enum Kind {
        SIMPLE(1, 1),
        LSTM(4, 2),
        GRU(3, 1),
        GRU_RESET_AFTER(3, 1);

        final int gates;
        final int states;

        Kind(int gates, int states) {
            this.gates = gates;
            this.states = states;
        }

        Cell cell(Activations functions, Values parameters) {
            return switch (this) {
                case SIMPLE -> new SimpleCell(functions, parameters);
                case LSTM -> new LstmCell(functions, parameters);
                case GRU -> new GruCell(functions, parameters);
                case GRU_RESET_AFTER -> new ResetAfterCell(functions, parameters);
            };
        }
    }

    /** Of the candidate, and of the gates. */
    record Activations(IActivation candidate, IActivation gate) {}

    /**
     * A step's result.
     *
     * @param state the output first
     * @param backward from the loss's gradients by the state to those by what the step was given
     */
    record Step(List<INDArray> state, Function<List<INDArray>, Gradients> backward) {}

    /**
     * What the loss's gradients are by what a step was given.
     *
     * @param projected by the inputs of all gates
     * @param state by the state before
     */
    record Gradients(INDArray projected, List<INDArray> state) {}

    private final Activations functions;
    private final INDArray recurrent;

    Cell(Activations functions, Values parameters) {
        this.functions = functions;
        this.recurrent = parameters.of(RECURRENT);
    }

    /**
     * Computes a step.
     *
     * @param projected what the input adds to each gate, biases included
     * @param state before; the output first
     * @param gradients takes up those by the parameters in the backward pass
     */
    abstract Step step(INDArray projected, List<INDArray> state, Values gradients);

    INDArray recurrent() {
        return recurrent;
    }

    INDArray gate(INDArray input) {
        return functions.gate().getActivation(input.dup('c'), true);
    }

    INDArray candidate(INDArray input) {
        return functions.candidate().getActivation(input.dup('c'), true);
    }

    INDArray gateBack(INDArray input, INDArray gradient) {
        return functions.gate().backprop(input.dup('c'), gradient.dup('c')).getFirst();
    }

    INDArray candidateBack(INDArray input, INDArray gradient) {
        return functions.candidate().backprop(input.dup('c'), gradient.dup('c')).getFirst();
    }

    /** One gate's columns, which writes go through to. */
    static INDArray part(INDArray gates, int gate, long units) {
        return gates.get(NDArrayIndex.all(), NDArrayIndex.interval(gate * units, (gate + 1) * units));
    }

    static void addProduct(INDArray sum, INDArray left, INDArray right) {
        sum.addi(left.transpose().mmul(right));
    }
}
