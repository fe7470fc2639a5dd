package dev.tandem.averaging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one replica says of a round beside its values.
 *
 * @param replica number of the replica, from 0
 * @param samples trained on in this round; 0 if it was idle
 * @param fault why it cannot go on, or null
 */
public record Note(int replica, long samples, @Nullable Fault fault) {

    public Note {
        if (replica < 0 || samples < 0) {
            throw new IllegalArgumentException(
                    "Invalid note: replica " + replica + ", samples " + samples + " (must be >= 0)");
        }
    }

    /** Replicas of one task whose values travel: those with samples, and none once a fault ends the round for all. */
    static List<Note> contributing(List<Note> notes) {
        return notes.stream().anyMatch(note -> note.fault != null)
                ? List.of()
                : notes.stream().filter(note -> note.samples > 0).toList();
    }
}
