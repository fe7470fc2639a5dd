package dev.tandem.averaging;

import org.jspecify.annotations.Nullable;

/** Says where messages go. Called on transport threads, one at a time per sender; must not block. */
@FunctionalInterface
public interface Inbox {

    /**
     * A message begins.
     *
     * @param peer rank of the sender
     * @return where its values go, or null if it is out of date and must be dropped
     * @throws IllegalArgumentException if it cannot be right; the sender counts as lost
     */
    @Nullable
    Arrival arrival(int peer, MessageHeader header);
}
