package dev.tandem.layer;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Brings the features of each sample to mean 0 and variance 1.
 *
 * @param groups of neighbouring features that have a mean of their own, all places together; 0 for one of all features at each place
 * @param epsilon is added to the variance
 */
public record Standardization(
        @JsonProperty("groups") int groups,
        @JsonProperty("epsilon") double epsilon) implements Computation {

    @JsonCreator
    public Standardization {}

    @Override
    public InputType outputType(InputType... inputs) {
        return inputs[0];
    }

    @Override
    public INDArray forward(INDArray... inputs) {
        INDArray centred = centred(inputs[0]);
        return centred.divi(deviation(centred)).reshape('c', inputs[0].shape());
    }

    @Override
    public INDArray[] backward(INDArray gradient, INDArray... inputs) {
        INDArray centred = centred(inputs[0]);
        INDArray deviation = deviation(centred);
        INDArray unit = centred.divi(deviation);
        INDArray byUnit = grouped(gradient);
        INDArray along = byUnit.mul(unit).mean(true, dimension());
        INDArray result = byUnit.sub(byUnit.mean(true, dimension()));
        return new INDArray[] {result.subi(unit.muli(along)).divi(deviation).reshape('c', inputs[0].shape())};
    }

    /** Where the values lie that have one mean. */
    private int dimension() {
        return groups == 0 ? 1 : 2;
    }

    private INDArray centred(INDArray input) {
        INDArray rows = grouped(input);
        return rows.sub(rows.mean(true, dimension()));
    }

    private INDArray grouped(INDArray array) {
        INDArray rows = array.dup('c');
        return groups == 0 ? rows : rows.reshape('c', array.size(0), groups, -1);
    }

    private INDArray deviation(INDArray centred) {
        return Transforms.sqrt(centred.mul(centred).mean(true, dimension()).addi(epsilon), false);
    }
}
