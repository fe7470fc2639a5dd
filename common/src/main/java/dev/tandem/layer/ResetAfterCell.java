package dev.tandem.layer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The gated recurrent unit of cuDNN, Keras's default since version 2.3: it resets after the multiplication, and has a second bias. */
final class ResetAfterCell extends Cell {

    static final String BIAS = "rb";

    private final @Nullable INDArray bias;

    ResetAfterCell(Activations functions, Values parameters) {
        super(functions, parameters);
        this.bias = parameters.all().get(BIAS);
    }

    @Override
    Step step(INDArray projected, List<INDArray> state, Values gradients) {
        INDArray before = state.get(0);
        long units = before.size(1);
        INDArray back = before.mmul(recurrent());
        if (bias != null) {
            back.addiRowVector(bias);
        }
        INDArray updateInput = part(projected, 0, units).add(part(back, 0, units));
        INDArray resetInput = part(projected, 1, units).add(part(back, 1, units));
        INDArray update = gate(updateInput);
        INDArray reset = gate(resetInput);
        INDArray candidateInput =
                part(projected, 2, units).add(part(back, 2, units).mul(reset));
        INDArray candidate = candidate(candidateInput);
        INDArray output = before.sub(candidate).muli(update).addi(candidate);
        return new Step(List.of(output), by -> {
            INDArray byCandidate =
                    candidateBack(candidateInput, by.get(0).sub(by.get(0).mul(update)));
            INDArray byUpdate = gateBack(updateInput, before.sub(candidate).muli(by.get(0)));
            INDArray byReset = gateBack(resetInput, byCandidate.mul(part(back, 2, units)));
            INDArray byBack = Nd4j.concat(1, byUpdate, byReset, byCandidate.mul(reset));
            addProduct(gradients.of(RECURRENT), before, byBack);
            if (bias != null) {
                gradients.of(BIAS).addi(byBack.sum(0));
            }
            INDArray byBefore =
                    by.get(0).mul(update).addi(byBack.mmul(recurrent().transpose()));
            return new Gradients(Nd4j.concat(1, byUpdate, byReset, byCandidate), List.of(byBefore));
        });
    }
}
