package dev.tandem.averaging;

import dev.tandem.model.Floats;
import java.util.List;

/** How many words of a round come from whom. */
interface RoundShape {

    /** Words that a task sends of the slice owned here, given what its replicas say. */
    long contribution(int round, List<Note> notes);

    /** After each so many words of a contribution the task is told. */
    int contributionStep(List<Note> notes);

    /**
     * Whether a contribution may be read where its sender has it. It must then be one message, and stay as it is until all results of the
     * round have come.
     */
    boolean readsInPlace();

    /**
     * Where the words go that a task sends back of the slice that it owns.
     *
     * @param result of the round
     */
    Incoming result(int round, int task, Floats result, Storage storage);
}
