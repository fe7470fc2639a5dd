package dev.tandem.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Brings the features of each sample to mean 0 and variance 1, then scales and shifts each. Layer normalization (Ba, Kiros, Hinton 2016)
 * does so for the features of each place on their own; group normalization (Wu, He 2018) for a group of features in all places.
 */
public final class FeatureNormalization extends ComputedLayer {

    private static final long serialVersionUID = 1L;
    private static final String SCALE = "gamma";
    private static final String SHIFT = "beta";

    @JsonProperty
    private int groups;

    @JsonProperty
    private double epsilon;

    @JsonProperty
    private boolean isScaled = true;

    @JsonProperty
    private boolean isShifted = true;

    /** For DL4J. */
    FeatureNormalization() {}

    /** Normalizes as given, then scales and shifts. */
    public FeatureNormalization(String name, long features, Standardization standard) {
        super(name, features, features);
        this.epsilon = standard.epsilon();
        this.groups = standard.groups();
    }

    /** Without a factor for each feature. */
    public FeatureNormalization withoutScale() {
        isScaled = false;
        return this;
    }

    /** Without a number that is added to each feature. */
    public FeatureNormalization withoutShift() {
        isShifted = false;
        return this;
    }

    @Override
    Map<String, long[]> shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        if (isScaled) {
            shapes.put(SCALE, new long[] {getNIn()});
        }
        if (isShifted) {
            shapes.put(SHIFT, new long[] {getNIn()});
        }
        return shapes;
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return input;
    }

    @Override
    INDArray forward(INDArray input, Values parameters) {
        INDArray unit = standard().forward(input);
        if (isScaled) {
            unit.muli(Dimensions.perFeature(parameters.of(SCALE), input.rank()));
        }
        return isShifted ? unit.addi(Dimensions.perFeature(parameters.of(SHIFT), input.rank())) : unit;
    }

    @Override
    INDArray backward(INDArray input, Values parameters, INDArray gradient, Values gradients) {
        INDArray byUnit = gradient;
        if (isScaled) {
            INDArray products = gradient.mul(standard().forward(input));
            gradients.of(SCALE).assign(products.sum(Dimensions.butFeatures(input)));
            byUnit = gradient.mul(Dimensions.perFeature(parameters.of(SCALE), input.rank()));
        }
        if (isShifted) {
            gradients.of(SHIFT).assign(gradient.sum(Dimensions.butFeatures(input)));
        }
        return standard().backward(byUnit, input)[0];
    }

    private Standardization standard() {
        return new Standardization(groups, epsilon);
    }
}
