package dev.tandem.model;

import java.util.Map;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a network has computed into its own flat vector. DL4J's updaters know that vector by its identity and take it apart once; but DL4J
 * hands them a new view of it at each step, and then they take each step's apart anew.
 */
final class OwnGradient extends DefaultGradient {

    private static final long serialVersionUID = 1;

    private final Gradient byVariable;
    private final INDArray flat;

    /**
     * @param byVariable views of {@code flat}
     * @param flat as the updater knows it
     */
    OwnGradient(Gradient byVariable, INDArray flat) {
        this.byVariable = byVariable;
        this.flat = flat;
    }

    @Override
    public Map<String, INDArray> gradientForVariable() {
        return byVariable.gradientForVariable();
    }

    @Override
    public INDArray gradient() {
        return flat;
    }
}
