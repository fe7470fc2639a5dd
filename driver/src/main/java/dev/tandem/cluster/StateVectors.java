package dev.tandem.cluster;

import dev.tandem.model.TrainingState;
import java.nio.FloatBuffer;

/** The vectors of a state to be, filled slice by slice: parameters, updater state and outer state as one row of values. */
final class StateVectors {

    private final TrainingState like;
    private final float[][] vectors;

    private StateVectors(TrainingState like, float[][] vectors) {
        this.like = like;
        this.vectors = vectors;
    }

    /** Vectors of the same lengths as those of a state. */
    static StateVectors like(TrainingState state) {
        return new StateVectors(state, new float[][] {
            new float[state.parameters().length],
            new float[state.updaterState().length],
            new float[state.outerState().length]
        });
    }

    /** Takes all that is left in a buffer as the values from a place in the row. */
    void put(int from, FloatBuffer values) {
        int place = from;
        int begin = 0;
        for (float[] vector : vectors) {
            int count = Math.min(values.remaining(), begin + vector.length - place);
            if (count > 0) {
                values.get(vector, place - begin, count);
                place += count;
            }
            begin += vector.length;
        }
        if (values.hasRemaining()) {
            throw new IllegalArgumentException("Too many values for a state of " + begin + ": "
                    + (place - from + values.remaining()) + " from " + from);
        }
    }

    /** The state, with the counters and learning rate of the one that it is like. It shares these vectors. */
    TrainingState state() {
        return new TrainingState(
                vectors[0], vectors[1], vectors[2], like.iteration(), like.epoch(), like.learningRate());
    }
}
