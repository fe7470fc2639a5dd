package dev.tandem.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
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

    /** For DL4J. */
    FeatureNormalization() {}

    private FeatureNormalization(String name, long features, double epsilon, int groups) {
        super(name, features, features);
        this.epsilon = epsilon;
        this.groups = groups;
    }

    /** Of the features of each place. */
    public static FeatureNormalization ofLayer(String name, long features, double epsilon) {
        return new FeatureNormalization(name, features, epsilon, 0);
    }

    /** Of groups of neighbouring features, all places together. */
    public static FeatureNormalization ofGroups(String name, long features, double epsilon, int groups) {
        return new FeatureNormalization(name, features, epsilon, groups);
    }

    @Override
    Map<String, long[]> shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put(SCALE, new long[] {getNIn()});
        shapes.put(SHIFT, new long[] {getNIn()});
        return shapes;
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return input;
    }

    @Override
    INDArray forward(INDArray input, Values parameters) {
        INDArray unit = grouped(input);
        unit = unit.sub(unit.mean(true, dimension()));
        unit = unit.divi(deviation(unit)).reshape('c', input.shape());
        return unit.muli(scale(parameters, input.rank()))
                .addi(Dimensions.perFeature(parameters.of(SHIFT), input.rank()));
    }

    @Override
    INDArray backward(INDArray input, Values parameters, INDArray gradient, Values gradients) {
        INDArray centred = grouped(input);
        centred = centred.sub(centred.mean(true, dimension()));
        INDArray deviation = deviation(centred);
        INDArray unit = centred.divi(deviation);
        INDArray products = gradient.mul(unit.reshape('c', input.shape()));
        gradients.of(SCALE).assign(products.sum(Dimensions.butFeatures(input)));
        gradients.of(SHIFT).assign(gradient.sum(Dimensions.butFeatures(input)));
        INDArray byUnit = grouped(gradient.mul(scale(parameters, input.rank())));
        INDArray along = byUnit.mul(unit).mean(true, dimension());
        INDArray result = byUnit.sub(byUnit.mean(true, dimension()));
        return result.subi(unit.muli(along)).divi(deviation).reshape('c', input.shape());
    }

    private static INDArray scale(Values parameters, int rank) {
        return Dimensions.perFeature(parameters.of(SCALE), rank);
    }

    /** Where the values lie that have one mean. */
    private int dimension() {
        return groups == 0 ? 1 : 2;
    }

    private INDArray grouped(INDArray array) {
        INDArray rows = array.dup('c');
        return groups == 0 ? rows : rows.reshape('c', array.size(0), groups, -1);
    }

    private INDArray deviation(INDArray centred) {
        return Transforms.sqrt(centred.mul(centred).mean(true, dimension()).addi(epsilon), false);
    }
}
