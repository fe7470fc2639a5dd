package dev.tandem.layer;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A gated recurrent unit (Cho and others 2014, first version), whose gates are update, reset, candidate. */
final class GruCell extends Cell {

    GruCell(Activations functions, Values parameters) {
        super(functions, parameters);
    }

    @Override
    Step step(INDArray projected, List<INDArray> state, Values gradients) {
        INDArray before = state.get(0);
        long units = before.size(1);
        INDArray updateInput = part(projected, 0, units).add(before.mmul(recurrent(0, units)));
        INDArray resetInput = part(projected, 1, units).add(before.mmul(recurrent(1, units)));
        INDArray update = gate(updateInput);
        INDArray reset = gate(resetInput);
        INDArray kept = reset.mul(before);
        INDArray candidateInput = part(projected, 2, units).add(kept.mmul(recurrent(2, units)));
        INDArray candidate = candidate(candidateInput);
        INDArray output = before.sub(candidate).muli(update).addi(candidate);
        return new Step(List.of(output), by -> {
            INDArray byCandidate =
                    candidateBack(candidateInput, by.get(0).sub(by.get(0).mul(update)));
            INDArray byKept = byCandidate.mmul(recurrent(2, units).transpose());
            INDArray byUpdate = gateBack(updateInput, before.sub(candidate).muli(by.get(0)));
            INDArray byReset = gateBack(resetInput, byKept.mul(before));
            addProduct(part(gradients.of(RECURRENT), 0, units), before, byUpdate);
            addProduct(part(gradients.of(RECURRENT), 1, units), before, byReset);
            addProduct(part(gradients.of(RECURRENT), 2, units), kept, byCandidate);
            INDArray byBefore = by.get(0)
                    .mul(update)
                    .addi(byKept.mul(reset))
                    .addi(byUpdate.mmul(recurrent(0, units).transpose()))
                    .addi(byReset.mmul(recurrent(1, units).transpose()));
            return new Gradients(Nd4j.concat(1, byUpdate, byReset, byCandidate), List.of(byBefore));
        });
    }

    private INDArray recurrent(int gate, long units) {
        return part(recurrent(), gate, units).dup('c');
    }
}
