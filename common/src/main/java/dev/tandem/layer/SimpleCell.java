package dev.tandem.layer;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The output goes back into the only gate. */
final class SimpleCell extends Cell {

    SimpleCell(Activations functions, Values parameters) {
        super(functions, parameters);
    }

    @Override
    Step step(INDArray projected, List<INDArray> state, Values gradients) {
        INDArray input = projected.add(state.get(0).mmul(recurrent()));
        return new Step(List.of(candidate(input)), by -> {
            INDArray byInput = candidateBack(input, by.get(0));
            addProduct(gradients.of(RECURRENT), state.get(0), byInput);
            return new Gradients(byInput, List.of(byInput.mmul(recurrent().transpose())));
        });
    }
}
