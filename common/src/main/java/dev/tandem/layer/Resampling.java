package dev.tandem.layer;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Pictures (batch, channels, height, width) of another size, as Keras 3 and TensorFlow 2 compute them: places have their coordinates at
 * their centres, and nothing is smoothed where pictures become smaller.
 *
 * @param method how a place gets its value
 */
public record Resampling(
        @JsonProperty("height") long height,
        @JsonProperty("width") long width,
        @JsonProperty("method") Method method) implements Computation {

    /** What a new place takes from the old ones. */
    public enum Method {
        /** The value of the one whose centre is nearest. */
        NEAREST,
        /** A mean of the neighbours, weighted by their closeness in either direction. */
        BILINEAR
    }

    @JsonCreator
    public Resampling {}

    @Override
    public InputType outputType(InputType... inputs) {
        return InputType.convolutional(height, width, inputs[0].getShape(false)[0]);
    }

    @Override
    public INDArray forward(INDArray... inputs) {
        INDArray wide = alongLast(inputs[0], weights(inputs[0], 3, width));
        INDArray turned = alongLast(wide.permute(0, 1, 3, 2), weights(inputs[0], 2, height));
        return turned.permute(0, 1, 3, 2).dup('c');
    }

    @Override
    public INDArray[] backward(INDArray gradient, INDArray... inputs) {
        INDArray turned = alongLast(
                gradient.permute(0, 1, 3, 2), weights(inputs[0], 2, height).transpose());
        INDArray wide = turned.permute(0, 1, 3, 2);
        return new INDArray[] {alongLast(wide, weights(inputs[0], 3, width).transpose())};
    }

    private static INDArray alongLast(INDArray array, INDArray weights) {
        long[] shape = array.shape().clone();
        INDArray rows = array.dup('c').reshape('c', shape[0] * shape[1] * shape[2], shape[3]);
        shape[3] = weights.size(1);
        return rows.mmul(weights).dup('c').reshape('c', shape);
    }

    /** What each old place (row) gives to each new one (column). */
    private INDArray weights(INDArray input, int dimension, long to) {
        long from = input.size(dimension);
        INDArray weights = Nd4j.zeros(input.dataType(), from, to);
        for (long place = 0; place < to; place++) {
            double at = (place + 0.5) * (double) from / (double) to;
            if (method == Method.NEAREST) {
                weights.putScalar(Math.min((long) at, from - 1), place, 1);
            } else {
                double centre = Math.min(Math.max(at - 0.5, 0), from - 1.0);
                long before = (long) centre;
                double later = centre - before;
                weights.putScalar(before, place, 1 - later);
                if (later > 0) {
                    weights.putScalar(before + 1, place, later);
                }
            }
        }
        return weights;
    }
}
