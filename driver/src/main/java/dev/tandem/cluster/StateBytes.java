package dev.tandem.cluster;

import dev.tandem.model.TrainingState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A state's values as the bytes that executors fetch: parameters, then updater state, little-endian float32. */
final class StateBytes {

    private StateBytes() {}

    static byte[] encode(TrainingState state) {
        long floats = (long) state.parameters().length + state.updaterState().length;
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.toIntExact(Float.BYTES * floats)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(state.parameters()).put(state.updaterState());
        return bytes.array();
    }

    /** The values as the two vectors of a state of the same shape as {@code like}, at its counters. */
    static TrainingState split(float[] values, TrainingState like) {
        int parameters = like.parameters().length;
        return new TrainingState(
                Arrays.copyOf(values, parameters),
                Arrays.copyOfRange(values, parameters, values.length),
                like.iteration(),
                like.epoch(),
                like.learningRate());
    }
}
