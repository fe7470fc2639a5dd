package dev.tandem.averaging;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one task has sent in one round so far. Written by one transport thread, read by the task. */
final class PeerPart {

    private volatile @Nullable Incoming contribution;
    private volatile @Nullable List<Note> notes;
    private volatile @Nullable Incoming result;

    /** The task's first message: what its replicas say, and where their values go. */
    void begin(List<Note> notes, Incoming contribution) {
        this.contribution = contribution;
        this.notes = notes;
    }

    void beginResult(Incoming result) {
        this.result = result;
    }

    /** Notes of the task's replicas, or null as long as they have not come. */
    @Nullable
    List<Note> notes() {
        return notes;
    }

    /** The task's values of the slice owned here; once it has begun. */
    Incoming contribution() {
        return Objects.requireNonNull(contribution);
    }

    /** What comes back of the slice that the task owns, or null as long as nothing has. */
    @Nullable
    Incoming result() {
        return result;
    }

    int contributed() {
        Incoming incoming = contribution;
        return incoming == null ? 0 : incoming.arrived();
    }

    /** How much of the slice that the task owns has come back averaged. */
    int resulted() {
        Incoming incoming = result;
        return incoming == null ? 0 : incoming.arrived();
    }

    void cancel() {
        started().forEach(Incoming::cancel);
    }

    /** Arrays are of no more use. */
    void release() {
        started().forEach(Incoming::release);
    }

    private Stream<Incoming> started() {
        return Stream.of(Optional.ofNullable(contribution), Optional.ofNullable(result))
                .flatMap(Optional::stream);
    }
}
