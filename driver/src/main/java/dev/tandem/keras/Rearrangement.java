package dev.tandem.keras;

import dev.tandem.layer.SampleReshape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.preprocessors.PermutePreprocessor;

/**
 * Steps that turn what DL4J has as (batch, channels, height, width) into Keras's (batch, height, width, channels) and back. Each swaps two
 * neighbouring dimensions only: DL4J's permutation is its own inverse in the backward pass, which holds for swaps alone.
 */
final class Rearrangement {

    private final List<InputPreProcessor> steps = new ArrayList<>();
    private long[] shape;

    private Rearrangement(long[] shape) {
        this.shape = shape.clone();
    }

    /** From a tensor to Keras's shape of it, reshaped to another of Keras's shapes, and that to DL4J's. */
    static InputPreProcessor reshape(Tensor input, long[] target, boolean isTargetTurned) {
        Rearrangement made = new Rearrangement(input.shape());
        if (input.isTurned()) {
            made.featuresLast();
        }
        made.reshape(target);
        if (isTargetTurned) {
            made.featuresFirst();
        }
        return made.build();
    }

    /** Permutes the dimensions of Keras's shape: dimension i of the result is dimension {@code order[i]} of the input. */
    static InputPreProcessor permute(Tensor input, int[] order) {
        Rearrangement made = new Rearrangement(input.shape());
        if (input.isTurned()) {
            made.featuresLast();
        }
        made.sort(order);
        if (input.isTurned()) {
            made.featuresFirst();
        }
        return made.build();
    }

    /** Flattened with the features of each place together, as TensorFlow has them. */
    static InputPreProcessor flattenFeaturesLast(Tensor input) {
        Rearrangement made = new Rearrangement(input.shape());
        made.featuresLast();
        made.reshape(new long[] {count(input.shape())});
        return made.build();
    }

    static long count(long[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** DL4J's type for one of Keras's shapes; of 1 to 4 dimensions. */
    static InputType type(long[] shape, boolean isChannelsFirst) {
        long[] s = shape;
        return switch (s.length) {
            case 1 -> InputType.feedForward(s[0]);
            case 2 -> InputType.recurrent(s[1], s[0]);
            case 3 ->
                isChannelsFirst ? InputType.convolutional(s[1], s[2], s[0]) : InputType.convolutional(s[0], s[1], s[2]);
            default ->
                isChannelsFirst
                        ? InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, s[1], s[2], s[3], s[0])
                        : InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, s[0], s[1], s[2], s[3]);
        };
    }

    private void featuresLast() {
        for (int i = 0; i + 1 < shape.length; i++) {
            swap(i);
        }
    }

    private void featuresFirst() {
        for (int i = shape.length - 2; i >= 0; i--) {
            swap(i);
        }
    }

    private void sort(int[] order) {
        List<Integer> now = new ArrayList<>();
        for (int i = 0; i < order.length; i++) {
            now.add(i);
        }
        for (int i = 0; i < order.length; i++) {
            for (int at = now.indexOf(order[i]); at > i; at--) {
                swap(at - 1);
                now.add(at - 1, now.remove(at));
            }
        }
    }

    /** Swaps a sample's dimensions {@code i} and {@code i + 1}. */
    private void swap(int i) {
        int[] order = new int[shape.length + 1];
        for (int d = 0; d < order.length; d++) {
            order[d] = d == i + 1 ? d + 1 : d == i + 2 ? d - 1 : d;
        }
        steps.add(new PermutePreprocessor(order));
        long first = shape[i];
        shape[i] = shape[i + 1];
        shape[i + 1] = first;
    }

    private void reshape(long[] target) {
        steps.add(new SampleReshape(shape.clone(), target.clone()));
        shape = target.clone();
    }

    private InputPreProcessor build() {
        // A last step to the same shape puts swapped values in order, which oneDNN needs.
        reshape(shape);
        return new ComposableInputPreProcessor(steps.toArray(InputPreProcessor[]::new));
    }
}
