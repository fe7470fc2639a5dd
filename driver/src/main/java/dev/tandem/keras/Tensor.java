package dev.tandem.keras;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D;

/**
 * What flows from one layer to the next.
 *
 * @param vertex of DL4J's graph that gives it
 * @param type its size, and how DL4J lays it out: (batch, features), (batch, features, time), (batch, channels, height, width) or (batch,
 *     channels, depth, height, width)
 * @param isChannelsFirst whether Keras, too, has the channels of pictures first
 * @param mask the vertex that says which time steps count, as (batch, 1, time); empty if all do
 */
record Tensor(String vertex, InputType type, boolean isChannelsFirst, String mask) {

    Tensor {
        if (type instanceof InputType.InputTypeConvolutional3D volume) {
            type = InputType.convolutional3D(
                    Convolution3D.DataFormat.NCDHW,
                    volume.getDepth(),
                    volume.getHeight(),
                    volume.getWidth(),
                    volume.getChannels());
        }
    }

    /** The number of a dimension, from 1 on, that Keras may count from the last: -1. */
    int axis(int given) {
        return given < 0 ? given + shape().length + 1 : given;
    }

    Tensor with(String newVertex, InputType newType) {
        boolean hasSteps = newType.getType() == InputType.Type.RNN;
        return new Tensor(newVertex, newType, isChannelsFirst, hasSteps ? mask : "");
    }

    Tensor masked(String newMask) {
        return new Tensor(vertex, type, isChannelsFirst, newMask);
    }

    boolean isMasked() {
        return !mask.isEmpty();
    }

    /** Its mask as a sequence of one feature. */
    Tensor maskItself() {
        return new Tensor(mask, InputType.recurrent(1, shape()[1]), isChannelsFirst, "");
    }

    /** DL4J's shape of one sample; an unknown length is -1. */
    long[] shape() {
        long[] withBatch = type.getShape(false);
        return withBatch;
    }

    boolean isFlat() {
        return type.getType() == InputType.Type.FF;
    }

    boolean isSequence() {
        return type.getType() == InputType.Type.RNN;
    }

    /** Whether Keras has the features last where DL4J has them first. */
    boolean isTurned() {
        return !isFlat() && (isSequence() || !isChannelsFirst);
    }

    /** Keras's shape of one sample. */
    long[] kerasShape() {
        long[] shape = shape();
        if (!isTurned()) {
            return shape;
        }
        long[] turned = Arrays.copyOfRange(shape, 1, shape.length + 1);
        turned[shape.length - 1] = shape[0];
        return turned;
    }

    /** Features of a flat tensor or a sequence, channels of a picture. */
    long features() {
        return shape()[0];
    }
}
