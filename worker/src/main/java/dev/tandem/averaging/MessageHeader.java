package dev.tandem.averaging;

import java.util.List;

/**
 * What a message between tasks says of itself.
 *
 * @param round number of the round within the epoch
 * @param phase step of the averaging
 * @param offset where its values start among all that the sender sends in this phase, in floats
 * @param floats how many values it carries, or as many words of four bytes when they are coded
 * @param notes of the sender's replicas, ascending; empty but for its first contribution
 */
public record MessageHeader(int round, Phase phase, int offset, int floats, List<Note> notes) {

    /** Steps of the averaging. */
    public enum Phase {
        /** A task's replicas to the owner of a slice. */
        CONTRIBUTION,
        /** The averaged slice to everyone. */
        RESULT
    }

    public MessageHeader {
        if (offset < 0 || floats < 0) {
            throw new IllegalArgumentException(
                    "Invalid message: " + floats + " floats at " + offset + " (must be >= 0)");
        }
        notes = List.copyOf(notes);
    }
}
