package dev.tandem.averaging;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all replicas said of a round; equal on every task.
 *
 * @param samples trained on in this round by all replicas
 * @param fault the fault of the lowest-numbered replica that has one, or null
 */
public record RoundOutcome(long samples, @Nullable Fault fault) {

    /** @param notes of all replicas, in any order */
    static RoundOutcome of(List<Note> notes) {
        List<Note> ordered =
                notes.stream().sorted(Comparator.comparingInt(Note::replica)).toList();
        long samples = 0;
        Fault fault = null;
        int last = -1;
        for (Note note : ordered) {
            if (note.replica() == last) {
                throw new IllegalStateException("Replica " + last + " is hosted by two tasks of one segment");
            }
            last = note.replica();
            samples = Math.addExact(samples, note.samples());
            fault = fault == null ? note.fault() : fault;
        }
        return new RoundOutcome(samples, fault);
    }

    /** Whether there is anything to average. */
    boolean averages() {
        return fault == null && samples > 0;
    }
}
