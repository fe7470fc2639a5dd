package dev.tandem.layer;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Scales and shifts each feature by numbers that do not train.
 *
 * @param scale one for all features, or one for each
 * @param shift added to the product; as many
 */
public record FeatureScaling(
        @JsonProperty("scale") List<Double> scale,
        @JsonProperty("shift") List<Double> shift) implements Computation {

    @JsonCreator
    public FeatureScaling {
        scale = List.copyOf(scale);
        shift = List.copyOf(shift);
    }

    @Override
    public InputType outputType(InputType... inputs) {
        return inputs[0];
    }

    @Override
    public INDArray forward(INDArray... inputs) {
        return inputs[0].mul(array(scale, inputs[0])).addi(array(shift, inputs[0]));
    }

    @Override
    public INDArray[] backward(INDArray gradient, INDArray... inputs) {
        return new INDArray[] {gradient.mul(array(scale, gradient))};
    }

    private static INDArray array(List<Double> values, INDArray other) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).floatValue();
        }
        return Dimensions.perFeature(Nd4j.createFromArray(floats).castTo(other.dataType()), other.rank());
    }
}
