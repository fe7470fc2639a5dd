package dev.tandem.averaging;

import dev.tandem.model.Floats;
import java.util.List;

/** One way of averaging: which messages a task sends in a round, and what it makes of those that come. */
interface Exchange extends RoundShape {

    /**
     * Averages one round; what it has sent may still be on its way.
     *
     * @param own as in {@link Averager#average}
     * @param notes of {@code own}, in the same order
     */
    RoundOutcome exchange(Round round, List<Contribution> own, List<Note> notes, float[] base, Floats result)
            throws InterruptedException;
}
