package dev.tandem.layer;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** Joins arrays value by value. Where one has size 1 in a dimension, it is repeated along it. */
public record Merging(@JsonProperty("operation") Operation operation) implements Computation {

    /** What becomes of values in the same place; the first three take any number of arrays, {@code SUBTRACT} and {@code DIVIDE} two. */
    public enum Operation {
        ADD,
        MULTIPLY,
        AVERAGE,
        MAXIMUM,
        MINIMUM,
        SUBTRACT,
        DIVIDE
    }

    @JsonCreator
    public Merging {}

    @Override
    public InputType outputType(InputType... inputs) {
        InputType largest = inputs[0];
        for (InputType input : inputs) {
            largest = input.arrayElementsPerExample() > largest.arrayElementsPerExample() ? input : largest;
        }
        return largest;
    }

    @Override
    public INDArray forward(INDArray... inputs) {
        return joined(expanded(inputs));
    }

    private INDArray joined(INDArray... all) {
        INDArray result = all[0].dup('c');
        for (int i = 1; i < all.length; i++) {
            join(result, all[i]);
        }
        return operation == Operation.AVERAGE ? result.divi(all.length) : result;
    }

    private void join(INDArray result, INDArray next) {
        switch (operation) {
            case ADD, AVERAGE -> result.addi(next);
            case MULTIPLY -> result.muli(next);
            case SUBTRACT -> result.subi(next);
            case DIVIDE -> result.divi(next);
            case MAXIMUM -> result.addi(positive(next.sub(result)));
            case MINIMUM -> result.subi(positive(result.sub(next)));
        }
    }

    private static INDArray positive(INDArray difference) {
        return difference.mul(difference.gt(0).castTo(difference.dataType()));
    }

    @Override
    public INDArray[] backward(INDArray gradient, INDArray... inputs) {
        INDArray[] all = expanded(inputs);
        INDArray[] gradients = switch (operation) {
            case MAXIMUM, MINIMUM -> selected(gradient, joined(all), all);
            default ->
                IntStream.range(0, all.length)
                        .mapToObj(i -> by(i, gradient, all))
                        .toArray(INDArray[]::new);
        };
        Arrays.setAll(gradients, i -> Dimensions.reduced(gradients[i], inputs[i].shape()));
        return gradients;
    }

    /** Of equal values the first is the one that counts. */
    private static INDArray[] selected(INDArray gradient, INDArray result, INDArray... all) {
        INDArray[] gradients = new INDArray[all.length];
        INDArray open = Nd4j.onesLike(gradient);
        for (int i = 0; i < all.length; i++) {
            INDArray here = open.mul(all[i].eq(result).castTo(gradient.dataType()));
            open.subi(here);
            gradients[i] = gradient.mul(here);
        }
        return gradients;
    }

    private INDArray by(int index, INDArray gradient, INDArray... all) {
        return switch (operation) {
            case AVERAGE -> gradient.div(all.length);
            case MULTIPLY -> withoutOne(index, gradient, all);
            case SUBTRACT -> index == 0 ? gradient : gradient.neg();
            case DIVIDE ->
                index == 0
                        ? gradient.div(all[1])
                        : gradient.mul(all[0]).divi(all[1]).divi(all[1]).negi();
            default -> gradient;
        };
    }

    private static INDArray withoutOne(int index, INDArray gradient, INDArray... all) {
        INDArray product = gradient.dup('c');
        for (int i = 0; i < all.length; i++) {
            if (i != index) {
                product.muli(all[i]);
            }
        }
        return product;
    }

    private static INDArray[] expanded(INDArray... inputs) {
        long[] shape = inputs[0].shape().clone();
        for (INDArray input : inputs) {
            Arrays.setAll(shape, i -> Math.max(shape[i], input.size(i)));
        }
        return Arrays.stream(inputs)
                .map(input -> Dimensions.expanded(input, shape))
                .toArray(INDArray[]::new);
    }
}
