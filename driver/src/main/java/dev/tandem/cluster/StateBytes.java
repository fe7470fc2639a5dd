package dev.tandem.cluster;

import dev.tandem.model.TrainingState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A state's values as the bytes that executors fetch: parameters, updater state, outer state, little-endian float32. */
final class StateBytes {

    private StateBytes() {}

    /** How many values a state has. */
    private static int count(TrainingState state) {
        return Math.toIntExact(
                (long) state.parameters().length + state.updaterState().length + state.outerState().length);
    }

    static byte[] encode(TrainingState state) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, count(state)))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(state.parameters()).put(state.updaterState()).put(state.outerState());
        return bytes.array();
    }
}
