package dev.tandem.checkpoint;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** There are commits and none of them validates. This is never taken for a fresh start. */
public final class NoValidCommitException extends IOException {

    NoValidCommitException(String location, List<Refusal> refused) {
        super("No commit of " + location + " can be used (" + refused.size() + " refused): "
                + refused.stream().map(Refusal::toString).collect(Collectors.joining("; "))
                + ". Bring the named files back, or start over with --restart, which moves this run aside.");
    }
}
