package dev.tandem.cluster;

import dev.tandem.model.TrainingState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A state's values as the bytes that executors fetch: parameters, updater state, outer state, little-endian float32. */
final class StateBytes {

    private StateBytes() {}

    /** How many values a state has. */
    static int count(TrainingState state) {
        return Math.toIntExact(
                (long) state.parameters().length + state.updaterState().length + state.outerState().length);
    }

    static byte[] encode(TrainingState state) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, count(state)))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(state.parameters()).put(state.updaterState()).put(state.outerState());
        return bytes.array();
    }

    /** The values as the vectors of a state of the same shape as {@code like}, at its counters. */
    static TrainingState split(float[] values, TrainingState like) {
        int parameters = like.parameters().length;
        int exchanged = parameters + like.updaterState().length;
        return new TrainingState(
                Arrays.copyOf(values, parameters),
                Arrays.copyOfRange(values, parameters, exchanged),
                Arrays.copyOfRange(values, exchanged, values.length),
                like.iteration(),
                like.epoch(),
                like.learningRate());
    }
}
