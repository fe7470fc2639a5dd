package dev.tandem.layer;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Long short-term memory (Hochreiter, Schmidhuber 1997) with Keras's order of gates: input, forget, candidate, output. */
final class LstmCell extends Cell {

    LstmCell(Activations functions, Values parameters) {
        super(functions, parameters);
    }

    @Override
    Step step(INDArray projected, List<INDArray> state, Values gradients) {
        long units = state.get(0).size(1);
        INDArray inputs = projected.add(state.get(0).mmul(recurrent()));
        INDArray input = gate(part(inputs, 0, units));
        INDArray forget = gate(part(inputs, 1, units));
        INDArray candidate = candidate(part(inputs, 2, units));
        INDArray output = gate(part(inputs, 3, units));
        INDArray memory = forget.mul(state.get(1)).addi(input.mul(candidate));
        INDArray shown = candidate(memory);
        return new Step(List.of(output.mul(shown), memory), by -> {
            INDArray byMemory = candidateBack(memory, by.get(0).mul(output)).addi(by.get(1));
            INDArray byInputs = Nd4j.concat(
                    1,
                    gateBack(part(inputs, 0, units), byMemory.mul(candidate)),
                    gateBack(part(inputs, 1, units), byMemory.mul(state.get(1))),
                    candidateBack(part(inputs, 2, units), byMemory.mul(input)),
                    gateBack(part(inputs, 3, units), by.get(0).mul(shown)));
            addProduct(gradients.of(RECURRENT), state.get(0), byInputs);
            return new Gradients(byInputs, List.of(byInputs.mmul(recurrent().transpose()), byMemory.mul(forget)));
        });
    }
}
