package dev.tandem.averaging;

import dev.tandem.model.Floats;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All replicas of a round in ascending order, wherever their values are in this task's memory. */
final class Replicas {

    /** Values averaged at a time: those of some replicas stay in the first-level cache. */
    static final int PIECE = 2048;

    private final List<Source> busy;
    private final int[] lanes;
    private final RoundOutcome outcome;
    private final @Nullable WeightedAverage average;
    private final float[][] values;
    private final float[] averaged = new float[PIECE];

    private Replicas(List<Source> sources, int[] lanes, RoundOutcome outcome) {
        this.busy = sources;
        this.lanes = lanes;
        this.outcome = outcome;
        this.average = sources.isEmpty()
                ? null
                : new WeightedAverage(sources.stream()
                        .mapToLong(source -> source.note.samples())
                        .toArray());
        this.values = new float[sources.size()][];
    }

    /**
     * Joins this task's replicas with those that the peers have noted.
     *
     * @param notes of {@code own}, in the same order
     * @param from where the slice owned here starts in the vector
     */
    static Replicas of(Round round, List<Contribution> own, List<Note> notes, int from) {
        List<Note> all = new ArrayList<>(notes);
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            if (own.get(i).samples() > 0) {
                sources.add(Source.own(notes.get(i), own.get(i).values(), from));
            }
        }
        int[] lanes = new int[round.tasks()];
        for (int task = 0; task < lanes.length; task++) {
            List<Note> sent = round.part(task).notes();
            if (sent != null) {
                all.addAll(sent);
                lanes[task] = addSent(
                        sources, Note.contributing(sent), round.part(task).contribution());
            }
        }
        sources.sort(Comparator.comparingInt(source -> source.note.replica()));
        return new Replicas(sources, lanes, RoundOutcome.of(all));
    }

    private static int addSent(List<Source> sources, List<Note> contributing, Incoming values) {
        for (int lane = 0; lane < contributing.size(); lane++) {
            sources.add(Source.sent(contributing.get(lane), values, lane, contributing.size()));
        }
        return contributing.size();
    }

    RoundOutcome outcome() {
        return outcome;
    }

    /** How many replicas' values a peer sends. */
    int lanes(int peer) {
        return lanes[peer];
    }

    /**
     * Averages one block of the slice owned here.
     *
     * @param from where the slice starts in the vector
     * @param start where the block starts in the slice
     */
    void average(Floats result, int from, int start, int size) {
        if (average != null) {
            busy.forEach(source -> source.turnTo(start, size));
            for (int done = 0; done < size; done += PIECE) {
                averagePiece(average, result, from + start, done, Math.min(PIECE, size - done));
            }
        }
    }

    private void averagePiece(WeightedAverage average, Floats result, int block, int at, int size) {
        for (int r = 0; r < values.length; r++) {
            values[r] = busy.get(r).read(at, size);
        }
        average.average(values, averaged, size);
        result.write(block + at, FloatBuffer.wrap(averaged, 0, size));
    }
}
