package dev.tandem.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * All that a model needs to go on bit for bit. The arrays are not copied: whoever makes a state hands them
 * over, and nobody writes to them, so that a commit can write them to disk while training goes on.
 *
 * @param parameters the flat parameter vector
 * @param updaterState the optimizer's flat state vector (moments and the like); of length 0 for plain SGD
 * @param outerState what an outer optimizer keeps between averages, a value per parameter; of length 0 where replicas plainly average
 * @param iteration optimizer steps done, of the fullest replica
 * @param epoch epochs done
 * @param learningRate as set by a callback; NaN while the model's own configuration decides
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for; copies of hundreds of megabytes would be
public record TrainingState(
        float[] parameters, float[] updaterState, float[] outerState, int iteration, int epoch, double learningRate) {

    private static final int CHUNK = 8192;

    public TrainingState {
        if (iteration < 0 || epoch < 0) {
            throw new IllegalArgumentException(
                    "Invalid counters: iteration " + iteration + ", epoch " + epoch + " (must be >= 0)");
        }
    }

    /** SHA-256, in hexadecimal, over the parameters as little-endian float32: equal exactly when all bits are. */
    public String parametersSha256() {
        ByteBuffer chunk = ByteBuffer.allocate(Float.BYTES * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        MessageDigest digest = Sha256.start();
        for (int from = 0; from < parameters.length; from += CHUNK) {
            int length = Math.min(CHUNK, parameters.length - from);
            chunk.asFloatBuffer().put(parameters, from, length);
            digest.update(chunk.array(), 0, Float.BYTES * length);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The same state with other parameters. */
    public TrainingState withParameters(float[] newParameters) {
        return new TrainingState(newParameters, updaterState, outerState, iteration, epoch, learningRate);
    }

    /** The same state with another state of the outer optimizer. */
    public TrainingState withOuterState(float[] newOuterState) {
        return new TrainingState(parameters, updaterState, newOuterState, iteration, epoch, learningRate);
    }

    /** The same state with the learning rate set. */
    public TrainingState withLearningRate(double newLearningRate) {
        return new TrainingState(parameters, updaterState, outerState, iteration, epoch, newLearningRate);
    }

    /** The same values at other counters. */
    public TrainingState at(int newIteration, int newEpoch) {
        return new TrainingState(parameters, updaterState, outerState, newIteration, newEpoch, learningRate);
    }
}
