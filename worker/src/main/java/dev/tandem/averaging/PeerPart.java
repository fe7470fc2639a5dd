package dev.tandem.averaging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one task has sent in one round so far. Written by one transport thread, read by the task. */
final class PeerPart {

    private volatile @Nullable Arrival contribution;
    private volatile float[] contributed = {};
    private volatile @Nullable List<Note> notes;
    private volatile @Nullable Arrival result;
    private volatile int resultOffset;

    void contribute(List<Note> notes, float[] values, Arrival arrival) {
        this.contributed = values;
        this.contribution = arrival;
        this.notes = notes;
    }

    void result(int offset, Arrival arrival) {
        this.resultOffset = offset;
        this.result = arrival;
    }

    /** Notes of the task's replicas, or null as long as they have not come. */
    @Nullable
    List<Note> notes() {
        return notes;
    }

    /** The task's values of the slice owned here, interleaved by block; complete up to {@link #contributedFloats}. */
    float[] contributed() {
        return contributed;
    }

    int contributedFloats() {
        Arrival arrival = contribution;
        return arrival == null ? 0 : arrival.arrived();
    }

    /** How much of the slice that the task owns has come back averaged. */
    int resultFloats() {
        Arrival arrival = result;
        return arrival == null ? 0 : resultOffset + arrival.arrived();
    }

    void cancel() {
        for (Arrival arrival : new Arrival[] {contribution, result}) {
            if (arrival != null) {
                arrival.cancel();
            }
        }
    }
}
