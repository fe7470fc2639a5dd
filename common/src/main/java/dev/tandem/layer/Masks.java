package dev.tandem.layer;

import dev.tandem.layer.Cell.Gradients;
import dev.tandem.layer.Cell.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Time steps that do not count for some samples. */
final class Masks {

    private Masks() {}

    /**
     * A step that leaves the state of masked samples as it was.
     *
     * @param mask (batch, 1): 1 for samples whose step counts; null if all do
     * @param before the state
     */
    static Step applied(@Nullable INDArray mask, List<INDArray> before, Step step) {
        if (mask == null) {
            return step;
        }
        List<INDArray> state = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            INDArray old = before.get(i);
            state.add(step.state().get(i).sub(old).muli(mask).addi(old));
        }
        return new Step(state, by -> {
            List<INDArray> counted = by.stream().map(each -> each.mul(mask)).toList();
            Gradients inner = step.backward().apply(counted);
            for (int i = 0; i < by.size(); i++) {
                inner.state().get(i).addi(by.get(i).sub(counted.get(i)));
            }
            return inner;
        });
    }
}
